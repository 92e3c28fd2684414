package io.metricskit;

import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.SampleSink;
import io.metricskit.model.Thresholds;
import io.metricskit.quantile.QuantileTargets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The count and sum of all observations, with quantiles of recent ones.
 *
 * <pre>{@code
 * Summary access = Summary.builder("http_access_seconds").help("HTTP access time.").register(registry);
 * access.observe(Labels.of("path", "/static"), 3.142);
 * double median = access.get(Labels.of("path", "/static")).quantile(0.5);
 * }</pre>
 *
 * <p>Each quantile is an observation whose rank is within the allowed error of the exact one, over a window of time
 * that slides on in fifths of {@link Builder#maxAge}; it is NaN while the window is empty. In a burst, with less than
 * a five-hundred-millionth of that time (1.2 µs by default) between two observations, up to 15 of them count from the
 * next observation or scrape on. Count and sum are over the whole life of the series. NaN is left out and counted in
 * {@code metrics_dropped_observations_total}. Recording is exact under any number of threads.
 *
 * <p>Quantiles of several instances cannot be combined; where that is wanted, use a {@link Histogram}.
 *
 * @see <a href="https://prometheus.io/docs/concepts/metric_types/#summary">Prometheus: summary</a>
 */
public final class Summary extends Metric<Summary.Child> implements Observer {

    private final Maker maker;

    private Summary(Family<Child> family, Maker maker) {
        super(family);
        this.maker = maker;
    }

    /**
     * Starts the definition of a summary.
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

    @Override
    public void observeSince(long startNanos) {
        unlabelled().observeSince(startNanos);
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

    @Override
    BiConsumer<Child, SampleSink> writer() {
        SummarySnapshot snapshot = new SummarySnapshot(maker.quantiles.size());
        return (series, sink) -> {
            series.snapshot(snapshot);
            sink.summary(series, maker.quantiles, snapshot.quantiles, snapshot.count, snapshot.sum);
        };
    }

    @Override
    BiConsumer<Child, SampleSink> zeroWriter() {
        double[] values = new double[maker.quantiles.size()];
        return (series, sink) -> sink.summary(series, maker.quantiles, values, 0, 0);
    }

    @Override
    long droppedObservations() {
        return maker.dropped.sum();
    }

    /**
     * One series of a summary.
     *
     * <pre>{@code
     * Summary.Child home = access.labels("path", "/");
     * home.observe(0.2);
     * }</pre>
     */
    public static final class Child extends SummarySeries implements Observer {

        private final Maker shared;

        private Child(Maker shared, LabelNames names, String[] values) {
            super(names, values, shared.clock, shared.newTracker());
            this.shared = shared;
        }

        @Override
        final int exemplarSamples() {
            return 0;
        }

        @Override
        public void observe(double value) {
            if (Double.isNaN(value)) {
                shared.dropped.increment();
            } else {
                add(value);
            }
        }

        @Override
        public void observeSince(long startNanos) {
            addSince(startNanos);
        }

        /** Returns what the series holds. */
        public Value get() {
            SummarySnapshot snapshot = new SummarySnapshot(shared.quantiles.size());
            snapshot(snapshot);
            return new Value(shared.quantiles, snapshot);
        }
    }

    /** What the series of one summary share. */
    private record Maker(
            Thresholds quantiles, QuantileTargets targets, long maxAgeNanos, NanoClock clock, LongAdder dropped)
            implements Family.Maker<Child> {

        @Nullable QuantileTracker newTracker() {
            return quantiles.size() == 0 ? null : new QuantileTracker(targets, maxAgeNanos, clock.nanos());
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
     * What a series of a summary held when it was asked. Count and sum are of the same observations; of those that were
     * made meanwhile, any may be missing, and the quantiles may be of a few more. Immutable.
     *
     * <pre>{@code
     * Summary.Value value = access.get(Labels.of("path", "/static"));
     * double mean = value.sum() / value.count();
     * }</pre>
     */
    public static final class Value {

        private final Thresholds quantiles;
        private final SummarySnapshot snapshot;

        private Value(Thresholds quantiles, SummarySnapshot snapshot) {
            this.quantiles = quantiles;
            this.snapshot = snapshot;
        }

        /** Returns how many observations there were. */
        public long count() {
            return snapshot.count;
        }

        /** Returns the sum of the observations. */
        public double sum() {
            return snapshot.sum;
        }

        /**
         * Returns the value at a quantile, or NaN if nothing was observed lately.
         *
         * @param quantile one of the summary's quantiles
         * @throws IllegalArgumentException if the summary does not keep it
         */
        public double quantile(double quantile) {
            int index = quantiles.indexOf(quantile);
            if (index < 0) {
                throw new IllegalArgumentException(
                        "the summary does not keep the quantile " + quantile + ", only " + quantiles);
            }
            return snapshot.quantiles[index];
        }

        @Override
        public String toString() {
            return "count " + count() + ", sum " + sum() + ", quantiles " + Arrays.toString(snapshot.quantiles);
        }
    }

    /**
     * The definition of a summary.
     *
     * <pre>{@code
     * Summary access = Summary.builder("http_access_seconds").help("HTTP access time.")
     *         .quantiles(Quantile.of(0.5, 0.05), Quantile.of(0.99, 0.001))
     *         .maxAge(Duration.ofMinutes(10)).register(registry);
     * }</pre>
     */
    public static final class Builder extends MetricBuilder<Builder, Summary> {

        private static final Duration MAX_AGE_LIMIT = Duration.ofDays(366);

        private SummaryWindow window = SummaryWindow.DEFAULT;
        private NanoClock clock = NanoClock.SYSTEM;

        private Builder(String name) {
            super(name, MetricType.SUMMARY);
        }

        /**
         * Sets the quantiles, in any order; without this call they are 0.5 ± 0.05, 0.9 ± 0.01 and 0.99 ± 0.001.
         *
         * @param targets the quantiles, each once; none at all for a summary of count and sum
         * @throws IllegalArgumentException if a quantile is given twice
         */
        public Builder quantiles(Quantile... targets) {
            Objects.requireNonNull(targets, () -> subject() + ": quantiles must not be null");
            for (Quantile target : targets) {
                Objects.requireNonNull(target, () -> subject() + ": a quantile must not be null");
            }
            List<Quantile> sorted = Arrays.stream(targets)
                    .sorted(Comparator.comparingDouble(Quantile::quantile))
                    .toList();
            for (int i = 1; i < sorted.size(); i++) {
                if (sorted.get(i).quantile() == sorted.get(i - 1).quantile()) {
                    throw new IllegalArgumentException(
                            subject() + ": quantile " + sorted.get(i).quantile() + " is given twice");
                }
            }
            this.window = new SummaryWindow(sorted, window.maxAge());
            return this;
        }

        /**
         * Sets how long an observation counts for the quantiles; 10 minutes without this call.
         *
         * @param age more than zero, at most 366 days
         * @throws IllegalArgumentException if it is out of that range
         */
        public Builder maxAge(Duration age) {
            Objects.requireNonNull(age, () -> subject() + ": maxAge must not be null");
            if (age.isNegative() || age.isZero() || age.compareTo(MAX_AGE_LIMIT) > 0) {
                throw new IllegalArgumentException(
                        subject() + ": maxAge must be more than 0 and at most 366 days, but got " + age);
            }
            this.window = new SummaryWindow(window.quantiles(), age);
            return this;
        }

        /** Sets the clock, for tests. */
        Builder clock(NanoClock nanoClock) {
            this.clock = nanoClock;
            return this;
        }

        @Override
        Object details() {
            return window;
        }

        @Override
        Summary create(MetricDefinition definition) {
            Maker maker = new Maker(
                    window.thresholds(), window.targets(), window.maxAge().toNanos(), clock, new LongAdder());
            return new Summary(family(definition, maker), maker);
        }
    }
}
