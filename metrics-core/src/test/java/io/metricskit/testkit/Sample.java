package io.metricskit.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * One sample of an exposition: a line of a text format, or what stands for one in protobuf.
 *
 * @param name the sample's name, such as {@code latency_seconds_bucket}
 * @param labels the labels in the order in which they were written
 * @param value the value as a double, rounded where the text has more than 53 bits
 * @param rawValue the value as it was written; of protobuf, which has no spelling, as a text format writes it
 * @param timestamp milliseconds since the epoch, rounded down, if a time was written
 * @param exemplar the exemplar behind the value, if one was written
 * @param line the number of the line, or of the protobuf message, from 1
 */
public record Sample(
        String name,
        List<Label> labels,
        double value,
        String rawValue,
        OptionalLong timestamp,
        Optional<Exemplar> exemplar,
        int line) {

    /** Copies the labels. */
    public Sample {
        labels = List.copyOf(labels);
    }

    /** The labels by name, which two samples share whatever their order; of a repeated name, the last value. */
    public Map<String, String> labelMap() {
        return Label.byName(labels);
    }

    /** The value of the label of this name. */
    public Optional<String> label(String labelName) {
        return Optional.ofNullable(labelMap().get(labelName));
    }

    /** The sample as a line of the text format, without its end and its exemplar. */
    @Override
    public String toString() {
        String braces =
                labels.isEmpty() ? "" : labels.stream().map(Label::toString).collect(Collectors.joining(",", "{", "}"));
        String time = timestamp.isPresent() ? " " + timestamp.getAsLong() : "";
        return name + braces + " " + rawValue + time;
    }
}
