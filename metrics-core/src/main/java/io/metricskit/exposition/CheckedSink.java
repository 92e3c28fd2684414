package io.metricskit.exposition;

import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.Quoted;
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

    /** What the exposition puts on series without a label of that name. */
    private final Labels constLabels;

    private final EscapingScheme escaping;
    private final SampleSink sink;
    private @Nullable Series last;

    /** Null until there is a second series, since most collectors write one. */
    private @Nullable Set<ShownSeries> seen;

    private final Thread thread = Thread.currentThread();

    /* Volatile, since a collector may use the sink from another thread, which is refused, or too late. */
    private volatile @Nullable IllegalArgumentException firstRefusal;
    private volatile boolean closed;

    /** Whether the last sample was not written, or not as a whole. */
    private boolean partial;

    /** Creates a sink for one collection. */
    CheckedSink(Descriptor descriptor, Labels constLabels, FormatWriter<?> sink) {
        this.descriptor = descriptor;
        this.constLabels = constLabels;
        this.escaping = sink.escaping();
        this.sink = sink;
    }

    /**
     * Throws what was refused first, if anything was, and where a sample was written in part only: the collector may
     * have swallowed the exception.
     */
    void requireNoRefusal() {
        IllegalArgumentException refusal = firstRefusal;
        if (refusal != null) {
            throw refusal;
        }
        if (partial) {
            throw new IllegalStateException(
                    descriptor + ": expected whole samples, but writing one failed, which the collector has caught");
        }
    }

    /** Ends the collection; later samples are refused. */
    void close() {
        closed = true;
    }

    @Override
    public void sample(Labels labels, double value) {
        sample(series(labels), value);
    }

    @Override
    public void sample(Labels labels, long value) {
        sample(series(labels), value);
    }

    @Override
    public void sample(Labels labels, double value, long timestampMillis) {
        sample(series(labels), value, timestampMillis);
    }

    @Override
    public void histogram(Labels labels, Thresholds upperBounds, long[] cumulativeCounts, double sum) {
        histogram(series(labels), upperBounds, cumulativeCounts, sum);
    }

    @Override
    public void summary(Labels labels, Thresholds quantiles, double[] values, long count, double sum) {
        summary(series(labels), quantiles, values, count, sum);
    }

    private Series series(@Nullable Labels labels) {
        if (labels == null) {
            throw refused("expected labels, but got null");
        }
        Series before = last;
        return before == null ? Series.of(labels) : Series.of(labels, before);
    }

    @Override
    public void sample(Series series, double value) {
        checkValue(series, value);
        sink.sample(series, value);
        partial = false;
    }

    @Override
    public void sample(Series series, long value) {
        checkValue(series, value);
        sink.sample(series, value);
        partial = false;
    }

    @Override
    public void sample(Series series, double value, long timestampMillis) {
        checkValue(series, value);
        if (timestampMillis < 0) {
            throw refusal(series, "a timestamp of 0 or more", timestampMillis);
        }
        sink.sample(series, value, timestampMillis);
        partial = false;
    }

    private void checkValue(Series series, double value) {
        checkSeries(series);
        switch (descriptor.type()) {
            case COUNTER -> {
                if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
                    throw refusal(series, "a finite value of 0 or more", value);
                }
            }
            case INFO -> {
                if (value != 1) {
                    throw refusal(series, "the value 1", value);
                }
            }
            case GAUGE, UNKNOWN -> {}
            case SUMMARY, HISTOGRAM -> throw refusal(series, "a " + descriptor.type(), "a single value");
        }
    }

    @Override
    public void histogram(Series series, Thresholds upperBounds, long[] cumulativeCounts, double sum) {
        checkSeries(series);
        checkType(series, MetricType.HISTOGRAM);
        checkGiven(series, "upper bounds", upperBounds);
        checkGiven(series, "counts", cumulativeCounts);
        int buckets = upperBounds.size();
        if (buckets == 0 || upperBounds.get(buckets - 1) != Double.POSITIVE_INFINITY) {
            throw refusal(series, "upper bounds that end in +Inf", upperBounds);
        }
        if (cumulativeCounts.length != buckets) {
            throw refusal(series, buckets + " counts", cumulativeCounts.length);
        }
        long before = 0;
        for (long count : cumulativeCounts) {
            if (count < before) {
                throw refusal(series, "cumulative counts", count + " after " + before);
            }
            before = count;
        }
        sink.histogram(series, upperBounds, cumulativeCounts, sum);
        partial = false;
    }

    @Override
    public void summary(Series series, Thresholds quantiles, double[] values, long count, double sum) {
        checkSeries(series);
        checkType(series, MetricType.SUMMARY);
        checkGiven(series, "quantiles", quantiles);
        checkGiven(series, "values", values);
        if (quantiles.size() > 0 && !(quantiles.get(quantiles.size() - 1) <= 1)) {
            throw refusal(series, "quantiles from 0 to 1", quantiles);
        }
        if (values.length != quantiles.size()) {
            throw refusal(series, quantiles.size() + " values", values.length);
        }
        if (count < 0) {
            throw refusal(series, "a count of 0 or more", count);
        }
        sink.summary(series, quantiles, values, count, sum);
        partial = false;
    }

    private void checkType(Series series, MetricType got) {
        if (descriptor.type() != got) {
            throw refusal(series, "samples of a " + descriptor.type(), "a " + got);
        }
    }

    private void checkGiven(Series series, String expected, @Nullable Object got) {
        if (got == null) {
            throw refusal(series, expected, "null");
        }
    }

    private void checkSeries(@Nullable Series series) {
        if (closed) {
            throw new IllegalStateException(descriptor + ": the sink was used after the collection that it belongs to");
        }
        if (Thread.currentThread() != thread) {
            throw refused("expected samples from the thread that collects, but got some from "
                    + Quoted.of(Thread.currentThread().getName()));
        }
        if (last != null) {
            // Where the family is left out by now, a collector that goes on all the same must not fill the memory.
            requireNoRefusal();
        }
        if (series == null) {
            throw refused("expected a series, but got null");
        }
        checkNoLabel(series, descriptor.type().sampleLabel(), "no label of the samples' own");
        checkNoLabel(series, "job", "no label of the scrape target");
        if (!isNew(series)) {
            throw refusal(series, "each series once", "it again");
        }
        last = series;
        partial = true;
    }

    private void checkNoLabel(Series series, String name, String expected) {
        if (series.labelNames().indexOf(name) >= 0) {
            throw refusal(series, expected, name);
        }
    }

    private boolean isNew(Series series) {
        if (last == null) {
            return true;
        }
        if (seen == null) {
            seen = new HashSet<>();
            seen.add(shown(last));
        }
        return seen.add(shown(series));
    }

    private ShownSeries shown(Series series) {
        return new ShownSeries(constLabels, escaping, series);
    }

    private IllegalArgumentException refusal(Series series, String expected, Object got) {
        return refused(series.labels() + ": expected " + expected + ", but got " + got);
    }

    private IllegalArgumentException refused(String reason) {
        IllegalArgumentException refusal = new IllegalArgumentException(descriptor + " " + reason);
        if (firstRefusal == null) {
            firstRefusal = refusal;
        }
        return refusal;
    }
}
