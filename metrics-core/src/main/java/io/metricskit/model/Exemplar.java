package io.metricskit.model;

import java.util.Objects;

/**
 * One recording out of many, with labels that lead to more about it, such as the trace in which it was made.
 *
 * <pre>{@code
 * Exemplar exemplar = new Exemplar(Labels.of("trace_id", "4bf92f3577b34da6"), 0.47, System.currentTimeMillis());
 * }</pre>
 *
 * <p>An immutable value.
 *
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars">OpenMetrics: exemplars</a>
 */
public final class Exemplar {

    /** How many code points the names and values of an exemplar's labels may have together. */
    public static final int MAX_CODE_POINTS = 128;

    private final Series series;
    private final double value;
    private final long timestampMillis;

    /**
     * Creates an exemplar.
     *
     * @param labels what leads to more, in at most {@value #MAX_CODE_POINTS} code points
     * @param value what was observed, or added to a counter
     * @param timestampMillis when, in milliseconds since 1970-01-01T00:00Z
     * @throws IllegalArgumentException if the labels do not {@linkplain #fits fit}, or the time is negative
     */
    public Exemplar(Labels labels, double value, long timestampMillis) {
        Objects.requireNonNull(labels, "the labels of an exemplar must not be null");
        if (!fits(labels)) {
            throw new IllegalArgumentException(
                    "the labels of an exemplar have names that every scraper knows, no NUL character in their values,"
                            + " and at most " + MAX_CODE_POINTS + " code points, but got " + codePoints(labels) + ": "
                            + Quoted.of(labels));
        }
        if (timestampMillis < 0) {
            throw new IllegalArgumentException("the time of an exemplar must be 0 or more, but got " + timestampMillis);
        }
        this.series = Series.of(labels);
        this.value = value;
        this.timestampMillis = timestampMillis;
    }

    /**
     * Returns whether labels may be an exemplar's: they are short enough, every scraper knows their names, and no value
     * has a NUL character.
     *
     * @param labels any labels
     */
    public static boolean fits(Labels labels) {
        return labels.hasLegacyNames() && codePoints(labels) <= MAX_CODE_POINTS && !hasNul(labels);
    }

    /** Prometheus 2 ends an OpenMetrics body at a NUL in an exemplar, and loses the whole target. */
    private static boolean hasNul(Labels labels) {
        for (int i = 0; i < labels.size(); i++) {
            if (labels.value(i).indexOf('\0') >= 0) {
                return true;
            }
        }
        return false;
    }

    private static int codePoints(Labels labels) {
        int codePoints = 0;
        for (int i = 0; i < labels.size(); i++) {
            String name = labels.name(i);
            String text = labels.value(i);
            codePoints += name.codePointCount(0, name.length()) + text.codePointCount(0, text.length());
        }
        return codePoints;
    }

    /** Returns the labels, ready for the wire. */
    public Series series() {
        return series;
    }

    /** Returns what was observed, or added to a counter. */
    public double value() {
        return value;
    }

    /** Returns when, in milliseconds since 1970-01-01T00:00Z. */
    public long timestampMillis() {
        return timestampMillis;
    }

    /** Returns the labels, the value and the time in seconds, for messages. */
    @Override
    public String toString() {
        return series.labels() + " " + value + " " + timestampMillis / 1000.0;
    }
}
