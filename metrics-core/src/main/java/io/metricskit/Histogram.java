package io.metricskit;

import io.metricskit.model.Exemplar;
import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.SampleSink;
import io.metricskit.model.Thresholds;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * Observations counted in buckets, with their count and sum: latencies and sizes, of which Prometheus computes
 * quantiles over many instances.
 *
 * <pre>{@code
 * Histogram latency = Histogram.builder("request_latency_seconds").help("Latency of requests.")
 *         .buckets(0.1, 0.5, 1, 5).register(registry);
 * latency.observe(Labels.of("path", "/static"), 0.2);
 * }</pre>
 *
 * <p>An observation is counted in the first bucket whose bound is not below it. NaN fits no bucket: it is left out and
 * counted in {@code metrics_dropped_observations_total}. Recording is exact under any number of threads; in each
 * snapshot the count equals the {@code +Inf} bucket and the sum belongs to the same observations.
 *
 * @see <a href="https://prometheus.io/docs/concepts/metric_types/#histogram">Prometheus: histogram</a>
 */
public final class Histogram extends Metric<Histogram.Child> implements Observer {

    private final Maker maker;

    private Histogram(Family<Child> family, Maker maker) {
        super(family);
        this.maker = maker;
    }

    /**
     * Starts the definition of a histogram.
     *
     * @param name the name, by convention ending in the base unit
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /**
     * Adds an observation to the series without labels.
     *
     * @param value the observed value
     */
    @Override
    public void observe(double value) {
        unlabelled().observe(value);
    }

    /**
     * Adds an observation to a series.
     *
     * @param labels the series' labels
     * @param value the observed value
     */
    public void observe(Labels labels, double value) {
        labels(labels).observe(value);
    }

    /**
     * Adds a duration to a series, in seconds.
     *
     * @param labels the series' labels
     * @param duration how long something took
     */
    public void observe(Labels labels, Duration duration) {
        observe(labels, Timer.seconds(duration));
    }

    /**
     * Returns what the series without labels holds.
     *
     * @throws java.util.NoSuchElementException if there is no such series
     */
    public Value get() {
        return get(Labels.empty());
    }

    /**
     * Returns what a series holds.
     *
     * @param labels the series' labels
     * @throws java.util.NoSuchElementException if there is no such series
     */
    public Value get(Labels labels) {
        return existing(labels).get();
    }

    /**
     * Records one observation in the series without labels, with an exemplar.
     *
     * @param value the observed value; for durations, seconds
     * @param exemplar labels that lead to more, such as a trace id
     * @see Child#observeWithExemplar
     */
    public void observeWithExemplar(double value, Labels exemplar) {
        unlabelled().observeWithExemplar(value, exemplar);
    }

    @Override
    BiConsumer<Child, SampleSink> writer() {
        Thresholds upperBounds = maker.upperBounds();
        long[] counts = new long[upperBounds.size()];
        return (series, sink) -> sink.histogram(series, upperBounds, counts, series.cumulate(counts));
    }

    @Override
    BiConsumer<Child, SampleSink> zeroWriter() {
        Thresholds upperBounds = maker.upperBounds();
        long[] counts = new long[upperBounds.size()];
        return (series, sink) -> sink.histogram(series, upperBounds, counts, 0);
    }

    @Override
    long droppedObservations() {
        return maker.dropped.sum();
    }

    /**
     * One series of a histogram.
     *
     * <pre>{@code
     * Histogram.Child home = latency.labels("path", "/");
     * home.observe(0.2);
     * }</pre>
     */
    public static final class Child extends HistogramSeries implements Observer {

        private final Maker shared;

        private Child(Maker shared, LabelNames names, String[] values) {
            super(names, values, shared.upperBounds().size());
            this.shared = shared;
        }

        @Override
        final int exemplarSamples() {
            return shared.upperBounds().size();
        }

        @Override
        public void observe(double value) {
            if (Double.isNaN(value)) {
                shared.dropped.increment();
            } else {
                int bucket = shared.search.bucketOf(value);
                add(bucket, value);
                if (shared.exemplars.isFollowing()) {
                    takeExemplar(shared.exemplars, bucket, value);
                }
            }
        }

        /**
         * Records one observation, with an exemplar that takes the place of an earlier one in the same bucket.
         *
         * <p>OpenMetrics and protobuf show it. Labels that do not {@linkplain Exemplar#fits fit} are left out, which is
         * logged once a minute.
         *
         * @param value the observed value; for durations, seconds
         * @param exemplar labels that lead to more, such as a trace id
         */
        public void observeWithExemplar(double value, Labels exemplar) {
            Exemplar kept = shared.exemplars.of(exemplar, value);
            observe(value);
            if (!Double.isNaN(value)) {
                keepExemplar(kept, shared.search.bucketOf(value));
            }
        }

        /** Returns what the series holds. */
        public Value get() {
            long[] counts = new long[shared.upperBounds().size()];
            double sum = cumulate(counts);
            return new Value(shared.upperBounds(), counts, sum);
        }

        private double cumulate(long[] counts) {
            Arrays.fill(counts, 0);
            double sum = snapshot(counts);
            for (int i = 1; i < counts.length; i++) {
                counts[i] += counts[i - 1];
            }
            return sum;
        }
    }

    /** What the series of one histogram share. */
    private record Maker(BucketSearch search, ExemplarSource exemplars, LongAdder dropped)
            implements Family.Maker<Child> {

        Thresholds upperBounds() {
            return search.upperBounds();
        }

        @Override
        public Child make(LabelNames names, String[] values) {
            return new Child(this, names, values);
        }

        @Override
        public long recordings(Child overflow) {
            return overflow.get().count();
        }
    }

    /**
     * What a series of a histogram held when it was asked. Count, sum and buckets are of the same observations; of
     * those that were made meanwhile, any may be missing. Immutable.
     *
     * <pre>{@code
     * Histogram.Value value = latency.get(Labels.of("path", "/static"));
     * long fast = value.bucket(0.5);
     * }</pre>
     */
    public static final class Value {

        private final Thresholds upperBounds;
        private final long[] cumulative;
        private final double sum;

        private Value(Thresholds upperBounds, long[] cumulative, double sum) {
            this.upperBounds = upperBounds;
            this.cumulative = cumulative;
            this.sum = sum;
        }

        /** Returns how many observations there were. */
        public long count() {
            return cumulative[cumulative.length - 1];
        }

        /** Returns the sum of the observations. */
        public double sum() {
            return sum;
        }

        /**
         * Returns how many observations were not above a bound.
         *
         * @param upperBound one of {@link #upperBounds()}
         * @throws IllegalArgumentException if there is no such bound
         */
        public long bucket(double upperBound) {
            int bucket = upperBounds.indexOf(upperBound);
            if (bucket < 0) {
                throw new IllegalArgumentException(
                        "there is no bucket with the upper bound " + upperBound + ", only " + upperBounds);
            }
            return cumulative[bucket];
        }

        /** Returns the bounds of all buckets; the last is positive infinity. */
        public double[] upperBounds() {
            return upperBounds.toArray();
        }

        @Override
        public String toString() {
            return "count " + count() + ", sum " + sum + ", buckets " + Arrays.toString(cumulative) + " up to "
                    + upperBounds;
        }
    }

    /**
     * The definition of a histogram.
     *
     * <pre>{@code
     * Histogram sizes = Histogram.builder("upload_bytes").help("Size of uploads.")
     *         .buckets(Buckets.exponential(1024, 4, 6)).register(registry);
     * }</pre>
     */
    public static final class Builder extends MetricBuilder<Builder, Histogram> {

        private BucketSearch search = BucketSearch.DEFAULT;

        private Builder(String name) {
            super(name, MetricType.HISTOGRAM);
        }

        /**
         * Sets the upper bounds of the buckets; without this call they are {@link Buckets#defaults()}.
         *
         * @param upperBounds at least one finite bound, strictly ascending; {@code +Inf} is added, and may be given as
         *     the last one
         * @throws IllegalArgumentException if there is no finite bound, one is NaN or negative infinity, they do not
         *     ascend, or there are more than {@value Buckets#MAX_COUNT}
         */
        public Builder buckets(double... upperBounds) {
            Objects.requireNonNull(upperBounds, () -> subject() + ": buckets must not be null");
            int finite = upperBounds.length;
            if (finite > 0 && upperBounds[finite - 1] == Double.POSITIVE_INFINITY) {
                finite--;
            }
            if (finite < 1 || finite > Buckets.MAX_COUNT) {
                throw new IllegalArgumentException(
                        subject() + ": expected 1 to " + Buckets.MAX_COUNT + " finite upper bounds, but got " + finite);
            }
            try {
                this.search = new BucketSearch(Thresholds.upperBounds(Arrays.copyOf(upperBounds, finite)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(subject() + ": " + e.getMessage(), e);
            }
            return this;
        }

        @Override
        Object details() {
            return search;
        }

        @Override
        Histogram create(MetricDefinition definition) {
            Maker maker = new Maker(search, new ExemplarSource(definition.descriptor()), new LongAdder());
            return new Histogram(family(definition, maker), maker);
        }
    }
}
