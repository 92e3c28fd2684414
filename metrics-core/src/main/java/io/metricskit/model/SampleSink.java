package io.metricskit.model;

/**
 * The receiver of a {@link Collector}'s samples: the seam between metrics and formats.
 *
 * <p>Each method takes the labels of one series, either as {@link Labels} or, for collectors that keep it, as a
 * {@link Series} that is ready for the wire. A sink is used by one thread, the one that collects, and is valid during
 * one collection only; later calls throw {@link IllegalStateException}.
 *
 * <p>What would spoil the scrape is refused with {@link IllegalArgumentException}: a series that is given twice, a label
 * that Prometheus or the type gives to samples, values that do not go with the type. The family is then left out of the
 * scrape, even where the collector catches the exception.
 *
 * <pre>{@code
 * Gauge.builder("pool_size").help("Connections.").collect(sink -> {
 *     sink.sample(Labels.of("pool", "a"), 3);
 *     sink.sample(Labels.of("pool", "b"), 5);
 * }).register(registry);
 * }</pre>
 */
public interface SampleSink {

    /**
     * Writes the value of a counter, gauge, info or family of unknown type.
     *
     * @param series the series
     * @param value its value
     */
    void sample(Series series, double value);

    /**
     * Writes a whole value, exact over the full range of a {@code long}.
     *
     * @param series the series
     * @param value its value
     */
    void sample(Series series, long value);

    /**
     * Writes a value that was true at another time than now. Prometheus takes the timestamp over, and then no longer
     * sees when the series ends; leave it out unless the value comes from another monitoring system. A push sends the
     * value without its timestamp, since a Pushgateway refuses those.
     *
     * @param series the series
     * @param value its value
     * @param timestampMillis milliseconds since 1970-01-01T00:00Z, not negative
     */
    void sample(Series series, double value, long timestampMillis);

    /**
     * Writes the samples of a histogram.
     *
     * @param series the series
     * @param upperBounds the buckets' bounds
     * @param cumulativeCounts for each bound, how many observations were not above it; the last is the count of all
     * @param sum the sum of the same observations
     */
    void histogram(Series series, Thresholds upperBounds, long[] cumulativeCounts, double sum);

    /**
     * Writes the samples of a summary.
     *
     * @param series the series
     * @param quantiles the quantiles
     * @param values the value at each quantile, NaN where there are no observations
     * @param count the count of all observations
     * @param sum their sum
     */
    void summary(Series series, Thresholds quantiles, double[] values, long count, double sum);

    /**
     * Writes the value of the series without labels.
     *
     * @param value its value
     */
    default void sample(double value) {
        sample(Series.unlabelled(), value);
    }

    /**
     * Writes the value of a counter, gauge, info or family of unknown type.
     *
     * @param labels the series' labels
     * @param value its value
     */
    default void sample(Labels labels, double value) {
        sample(Series.of(labels), value);
    }

    /**
     * Writes a whole value, exact over the full range of a {@code long}.
     *
     * @param labels the series' labels
     * @param value its value
     */
    default void sample(Labels labels, long value) {
        sample(Series.of(labels), value);
    }

    /**
     * Writes a value that was true at another time than now.
     *
     * @param labels the series' labels
     * @param value its value
     * @param timestampMillis milliseconds since 1970-01-01T00:00Z, not negative
     * @see #sample(Series, double, long)
     */
    default void sample(Labels labels, double value, long timestampMillis) {
        sample(Series.of(labels), value, timestampMillis);
    }

    /**
     * Writes the samples of a histogram.
     *
     * @param labels the series' labels
     * @param upperBounds the buckets' bounds
     * @param cumulativeCounts for each bound, how many observations were not above it; the last is the count of all
     * @param sum the sum of the same observations
     */
    default void histogram(Labels labels, Thresholds upperBounds, long[] cumulativeCounts, double sum) {
        histogram(Series.of(labels), upperBounds, cumulativeCounts, sum);
    }

    /**
     * Writes the samples of a summary.
     *
     * @param labels the series' labels
     * @param quantiles the quantiles
     * @param values the value at each quantile, NaN where there are no observations
     * @param count the count of all observations
     * @param sum their sum
     */
    default void summary(Labels labels, Thresholds quantiles, double[] values, long count, double sum) {
        summary(Series.of(labels), quantiles, values, count, sum);
    }
}
