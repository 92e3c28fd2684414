package io.metricskit.testkit;

import java.util.List;

/**
 * One metric family of an exposition: its metadata and its samples, in the order in which they were written.
 *
 * @param name the name in the TYPE line
 * @param type the word in the TYPE line; of protobuf, the name of the type in lower case
 * @param help the text of the HELP line, unescaped; empty if there is no such line
 * @param unit the unit; empty if there is none
 * @param samples the samples; OpenMetrics alone may leave a family without any
 * @param line the number of the family's first line, or of its protobuf message, from 1
 */
public record Family(String name, String type, String help, String unit, List<Sample> samples, int line) {

    /** Copies the samples. */
    public Family {
        samples = List.copyOf(samples);
    }
}
