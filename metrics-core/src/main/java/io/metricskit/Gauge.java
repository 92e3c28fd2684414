package io.metricskit;

import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.SampleSink;
import io.metricskit.model.Series;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * A value that goes up and down: memory in use, requests in progress, the size of a queue.
 *
 * <pre>{@code
 * Gauge ram = Gauge.builder("memory_usage_bytes").help("Memory usage in bytes.").register(registry);
 * ram.set(Labels.of("type", "virtual"), 100);
 * ram.add(Labels.of("type", "virtual"), 5);
 * }</pre>
 *
 * <p>All methods are safe for use by many threads; recording to a series that exists does not lock or allocate.
 * No increment is lost; a value that is set is seen by other threads soon, and by the setting thread at once. Every
 * double is allowed, NaN and the infinities included.
 *
 * @see <a href="https://prometheus.io/docs/concepts/metric_types/#gauge">Prometheus: gauge</a>
 */
public final class Gauge extends Metric<Gauge.Child> implements CallTracker {

    private Gauge(Family<Child> family) {
        super(family);
    }

    /**
     * Starts the definition of a gauge.
     *
     * @param name the name, by convention in base units
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /**
     * Sets the series without labels.
     *
     * @param value the new value
     */
    public void set(double value) {
        unlabelled().set(value);
    }

    /**
     * Sets a series.
     *
     * @param labels the series' labels
     * @param value the new value
     */
    public void set(Labels labels, double value) {
        labels(labels).set(value);
    }

    /** Sets the series without labels to the current Unix time, in seconds. */
    public void setToCurrentTime() {
        unlabelled().setToCurrentTime();
    }

    /**
     * Sets a series to the current Unix time, in seconds.
     *
     * @param labels the series' labels
     */
    public void setToCurrentTime(Labels labels) {
        labels(labels).setToCurrentTime();
    }

    /** Adds 1 to the series without labels. */
    @Override
    public void inc() {
        unlabelled().add(1);
    }

    /**
     * Adds 1 to a series.
     *
     * @param labels the series' labels
     */
    public void inc(Labels labels) {
        labels(labels).add(1);
    }

    /** Subtracts 1 from the series without labels. */
    @Override
    public void dec() {
        unlabelled().add(-1);
    }

    /**
     * Subtracts 1 from a series.
     *
     * @param labels the series' labels
     */
    public void dec(Labels labels) {
        labels(labels).add(-1);
    }

    /**
     * Adds an amount to the series without labels.
     *
     * @param amount any number
     */
    public void add(double amount) {
        unlabelled().add(amount);
    }

    /**
     * Adds an amount to a series.
     *
     * @param labels the series' labels
     * @param amount any number
     */
    public void add(Labels labels, double amount) {
        labels(labels).add(amount);
    }

    /**
     * Subtracts an amount from the series without labels.
     *
     * @param amount any number
     */
    public void sub(double amount) {
        unlabelled().add(-amount);
    }

    /**
     * Subtracts an amount from a series.
     *
     * @param labels the series' labels
     * @param amount any number
     */
    public void sub(Labels labels, double amount) {
        labels(labels).add(-amount);
    }

    /**
     * Returns the value of the series without labels.
     *
     * @throws java.util.NoSuchElementException if there is no such series
     */
    public double get() {
        return get(Labels.empty());
    }

    /**
     * Returns the value of a series.
     *
     * @param labels the series' labels
     * @throws java.util.NoSuchElementException if there is no such series
     */
    public double get(Labels labels) {
        return existing(labels).get();
    }

    @Override
    BiConsumer<Child, SampleSink> writer() {
        return (series, sink) -> sink.sample(series, series.get());
    }

    /**
     * One series of a gauge.
     *
     * <pre>{@code
     * Gauge.Child swap = ram.labels("type", "swap");
     * swap.set(100.1);
     * }</pre>
     */
    public static sealed class Child extends Series implements CallTracker {

        private static final VarHandle BITS = FieldHandle.of(MethodHandles.lookup(), "bits", long.class);

        /** The value's raw bits. Set with release semantics: a full fence would cost six times as much. */
        private volatile long bits;

        private Child(LabelNames names, String[] values) {
            super(names, values);
        }

        /**
         * Sets the value.
         *
         * @param value the new value
         */
        public void set(double value) {
            BITS.setRelease(this, Double.doubleToRawLongBits(value));
        }

        /** Sets the value to the current Unix time, in seconds. */
        public void setToCurrentTime() {
            set(System.currentTimeMillis() / 1e3);
        }

        /** Adds 1. */
        @Override
        public void inc() {
            add(1);
        }

        /** Subtracts 1. */
        @Override
        public void dec() {
            add(-1);
        }

        /**
         * Adds an amount.
         *
         * @param amount any number
         */
        public void add(double amount) {
            long current;
            long next;
            do {
                current = bits;
                next = Double.doubleToRawLongBits(Double.longBitsToDouble(current) + amount);
            } while (!BITS.weakCompareAndSet(this, current, next));
        }

        /**
         * Subtracts an amount.
         *
         * @param amount any number
         */
        public void sub(double amount) {
            add(-amount);
        }

        /** Returns the current value. */
        public double get() {
            return Double.longBitsToDouble(bits);
        }
    }

    /** The series in which label sets over the bound land; it counts how often that happens. */
    private static final class OverflowChild extends Child {

        private final LongAdder recordings = new LongAdder();

        OverflowChild(LabelNames names, String[] values) {
            super(names, values);
        }

        @Override
        public void set(double value) {
            recordings.increment();
            super.set(value);
        }

        @Override
        public void add(double amount) {
            recordings.increment();
            super.add(amount);
        }
    }

    private enum Maker implements Family.Maker<Child> {
        INSTANCE;

        @Override
        public Child make(LabelNames names, String[] values) {
            return new Child(names, values);
        }

        @Override
        public Child makeOverflow(LabelNames names, String[] values) {
            return new OverflowChild(names, values);
        }

        @Override
        public long recordings(Child overflow) {
            return ((OverflowChild) overflow).recordings.sum();
        }
    }

    /**
     * The definition of a gauge.
     *
     * <pre>{@code
     * Collector size = Gauge.builder("queue_size").help("Orders that wait.").callback(queue::size).register(registry);
     * }</pre>
     */
    public static final class Builder extends MetricBuilder<Builder, Gauge> {

        private Builder(String name) {
            super(name, MetricType.GAUGE);
        }

        /**
         * Ends the definition with a function that is asked for the value at each scrape.
         *
         * @param value returns the value; called by several threads at once where a push or another exporter runs
         *     beside a scrape
         */
        public CallbackBuilder callback(DoubleSupplier value) {
            return CallbackBuilder.ofValue(this, value);
        }

        /**
         * Ends the definition with a function that writes all series at each scrape.
         *
         * @param samples writes the samples; called by several threads at once where a push or another exporter runs
         *     beside a scrape
         */
        public CallbackBuilder collect(Consumer<SampleSink> samples) {
            return CallbackBuilder.ofSamples(this, samples);
        }

        @Override
        Gauge create(MetricDefinition definition) {
            return new Gauge(family(definition, Maker.INSTANCE));
        }
    }
}
