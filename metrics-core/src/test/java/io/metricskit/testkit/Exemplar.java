package io.metricskit.testkit;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * One measured event behind a counter or a bucket.
 *
 * @param labels the labels in the order in which they were written
 * @param value the value of the event
 * @param timestamp seconds since the epoch, if a time was written
 */
public record Exemplar(List<Label> labels, double value, OptionalDouble timestamp) {

    /** Copies the labels. */
    public Exemplar {
        labels = List.copyOf(labels);
    }

    /** The code points of all names and values together, of which OpenMetrics allows 128. */
    long length() {
        return labels.stream()
                .mapToLong(label -> label.name().codePoints().count()
                        + label.value().codePoints().count())
                .sum();
    }

    /** The exemplar as OpenMetrics writes it, apart from the spelling of its numbers. */
    @Override
    public String toString() {
        String time = timestamp.isPresent() ? " " + timestamp.getAsDouble() : "";
        return "# " + labels.stream().map(Label::toString).collect(Collectors.joining(",", "{", "}")) + " " + value
                + time;
    }
}
