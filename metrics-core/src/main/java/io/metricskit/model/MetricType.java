package io.metricskit.model;

import java.util.List;
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
    COUNTER("", "_total", "_created"),
    /** A value that goes up and down. */
    GAUGE("", ""),
    /** Count and sum of observations, with quantiles over a sliding window. */
    SUMMARY("quantile", "", "_sum", "_count", "_created"),
    /** Count and sum of observations, with cumulative buckets. */
    HISTOGRAM("le", "", "_bucket", "_sum", "_count", "_created"),
    /** Facts as labels; the value is always 1 and the name ends in {@code _info}. */
    INFO("", "_info"),
    /** A value of which nothing is known. */
    UNKNOWN("", "");

    private final String sampleLabel;
    private final String suffix;
    private final List<String> furtherSuffixes;

    MetricType(String sampleLabel, String suffix, String... furtherSuffixes) {
        this.sampleLabel = sampleLabel;
        this.suffix = suffix;
        this.furtherSuffixes = List.of(furtherSuffixes);
    }

    /**
     * Returns the label name that the samples of this type carry themselves, so that no user label may have it.
     *
     * @return {@code "le"}, {@code "quantile"}, or an empty string where there is none
     */
    public String sampleLabel() {
        return sampleLabel;
    }

    /**
     * Returns the name of a family less the suffix that this type puts on samples: {@code _total} of a counter,
     * {@code _info} of an info. OpenMetrics calls this the name of the family.
     *
     * @param name any name
     */
    public String baseOf(String name) {
        boolean suffixed = name.endsWith(suffix) && name.length() > suffix.length();
        return suffixed ? name.substring(0, name.length() - suffix.length()) : name;
    }

    /** Returns what some format puts behind {@link #baseOf} the name in the place of the type's own suffix. */
    List<String> furtherSuffixes() {
        return furtherSuffixes;
    }

    /** Returns the type's name in lower case, as error messages and most formats write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
