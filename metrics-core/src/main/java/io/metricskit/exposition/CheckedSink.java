package io.metricskit.exposition;

import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.SampleSink;
import io.metricskit.model.Series;
import io.metricskit.model.Thresholds;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Passes on the samples of a collector that we did not write, and refuses those that would spoil a scrape: Prometheus
 * drops a duplicate silently, and gives up the whole target for a label name that occurs twice.
 */
final class CheckedSink implements SampleSink {

    private final Descriptor descriptor;
    private final Labels constLabels;
    private final SampleSink sink;
    private final Set<Labels> seen = new HashSet<>();
    private @Nullable IllegalArgumentException firstRefusal;
    private boolean closed;

    /**
     * Creates a sink for one collection.
     *
     * @param constLabels the labels that the exposition puts on series without a label of that name
     */
    CheckedSink(Descriptor descriptor, Labels constLabels, SampleSink sink) {
        this.descriptor = descriptor;
        this.constLabels = constLabels;
        this.sink = sink;
    }

    /** Throws what was refused first, if anything was: the collector may have swallowed it. */
    void requireNoRefusal() {
        if (firstRefusal != null) {
            throw firstRefusal;
        }
    }

    /** Ends the collection; later samples are refused. */
    void close() {
        closed = true;
    }

    @Override
    public void sample(Series series, double value) {
        checkValue(series, value);
        sink.sample(series, value);
    }

    @Override
    public void sample(Series series, long value) {
        checkValue(series, value);
        sink.sample(series, value);
    }

    @Override
    public void sample(Series series, double value, long timestampMillis) {
        checkValue(series, value);
        require(timestampMillis >= 0, series, "a timestamp of 0 or more", timestampMillis);
        sink.sample(series, value, timestampMillis);
    }

    private void checkValue(Series series, double value) {
        checkSeries(series);
        switch (descriptor.type()) {
            case COUNTER ->
                require(value >= 0 && value < Double.POSITIVE_INFINITY, series, "a finite value of 0 or more", value);
            case INFO -> require(value == 1, series, "the value 1", value);
            case GAUGE, UNKNOWN -> {}
            case SUMMARY, HISTOGRAM -> throw refusal(series, "a " + descriptor.type(), "a single value");
        }
    }

    @Override
    public void histogram(Series series, Thresholds upperBounds, long[] cumulativeCounts, double sum) {
        checkSeries(series);
        require(descriptor.type() == MetricType.HISTOGRAM, series, "samples of a " + descriptor.type(), "a histogram");
        int buckets = upperBounds.size();
        require(
                buckets > 0 && upperBounds.get(buckets - 1) == Double.POSITIVE_INFINITY,
                series,
                "upper bounds that end in +Inf",
                upperBounds);
        require(cumulativeCounts.length == buckets, series, buckets + " counts", cumulativeCounts.length);
        for (int i = 0; i < buckets; i++) {
            long before = i == 0 ? 0 : cumulativeCounts[i - 1];
            require(
                    cumulativeCounts[i] >= before,
                    series,
                    "cumulative counts",
                    cumulativeCounts[i] + " after " + before);
        }
        sink.histogram(series, upperBounds, cumulativeCounts, sum);
    }

    @Override
    public void summary(Series series, Thresholds quantiles, double[] values, long count, double sum) {
        checkSeries(series);
        require(descriptor.type() == MetricType.SUMMARY, series, "samples of a " + descriptor.type(), "a summary");
        require(
                quantiles.size() == 0 || quantiles.get(quantiles.size() - 1) <= 1,
                series,
                "quantiles from 0 to 1",
                "upper bounds");
        require(values.length == quantiles.size(), series, quantiles.size() + " values", values.length);
        require(count >= 0, series, "a count of 0 or more", count);
        sink.summary(series, quantiles, values, count, sum);
    }

    private void checkSeries(Series series) {
        if (closed) {
            throw new IllegalStateException(descriptor + ": the sink was used after the collection that it belongs to");
        }
        require(
                series.labelNames().indexOf(descriptor.type().sampleLabel()) < 0,
                series,
                "no label of the samples' own",
                descriptor.type().sampleLabel());
        require(series.labelNames().indexOf("job") < 0, series, "no label of the scrape target", "job");
        require(seen.add(exposedLabels(series)), series, "each series once", "it again");
    }

    private Labels exposedLabels(Series series) {
        Labels labels = series.labels();
        for (int i = 0; i < constLabels.size(); i++) {
            if (series.labelNames().indexOf(constLabels.name(i)) < 0) {
                labels = labels.with(constLabels.name(i), constLabels.value(i));
            }
        }
        return labels;
    }

    private void require(boolean condition, Series series, String expected, Object got) {
        if (!condition) {
            throw refusal(series, expected, got);
        }
    }

    private IllegalArgumentException refusal(Series series, String expected, Object got) {
        IllegalArgumentException refusal = new IllegalArgumentException(
                descriptor + " " + series.labels() + ": expected " + expected + ", but got " + got);
        if (firstRefusal == null) {
            firstRefusal = refusal;
        }
        return refusal;
    }
}
