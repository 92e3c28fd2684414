package io.metricskit.model;

import java.util.Locale;

/**
 * The type of a family, as Prometheus knows it: it says which samples the family has and what may be computed from
 * them.
 *
 * <pre>{@code
 * MetricType type = counter.descriptor().type();
 * boolean rate = type == MetricType.COUNTER;
 * }</pre>
 */
public enum MetricType {
    /** A total that only grows, and starts again at 0 with the process. */
    COUNTER,
    /** A value that goes up and down. */
    GAUGE,
    /** Count and sum of observations, with quantiles over a sliding window. */
    SUMMARY,
    /** Count and sum of observations, with cumulative buckets. */
    HISTOGRAM,
    /** Facts as labels; the value is always 1 and the name ends in {@code _info}. */
    INFO,
    /** A value of which nothing is known. */
    UNKNOWN;

    /**
     * Returns the label name that the samples of this type carry themselves, so that no user label may have it.
     *
     * @return {@code "le"}, {@code "quantile"}, or an empty string where there is none
     */
    public String sampleLabel() {
        return switch (this) {
            case HISTOGRAM -> "le";
            case SUMMARY -> "quantile";
            case COUNTER, GAUGE, INFO, UNKNOWN -> "";
        };
    }

    /**
     * Returns the name of a family less the suffix that this type puts on samples: {@code _total} of a counter,
     * {@code _info} of an info. OpenMetrics calls this the name of the family.
     *
     * @param name any name
     */
    public String baseOf(String name) {
        String suffix = switch (this) {
            case COUNTER -> "_total";
            case INFO -> "_info";
            case GAUGE, SUMMARY, HISTOGRAM, UNKNOWN -> "";
        };
        boolean suffixed = name.endsWith(suffix) && name.length() > suffix.length();
        return suffixed ? name.substring(0, name.length() - suffix.length()) : name;
    }

    /** Returns the type's name in lower case, as error messages and most formats write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
