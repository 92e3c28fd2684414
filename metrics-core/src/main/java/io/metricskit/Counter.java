package io.metricskit;

import io.metricskit.model.Descriptor;
import io.metricskit.model.Exemplar;
import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.SampleSink;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * A total that only grows: requests served, errors, bytes sent.
 *
 * <pre>{@code
 * Counter uploads = Counter.builder("file_uploads_total").help("File total uploads.").register(registry);
 * uploads.inc(Labels.of("type", "png"));
 * uploads.labels("type", "png").add(5);
 * }</pre>
 *
 * <p>Recording is exact under any number of threads, and does not lock. It allocates only where a series has to grow:
 * where threads meet at it more than before, or an amount is not whole for the first time. Whole amounts of up to
 * 2<sup>20</sup> are counted as whole numbers, exactly up to a total of 2<sup>62</sup>; larger ones too, until threads
 * meet at the series or an amount is not whole. All else is added up as doubles are. An amount that is negative, NaN or
 * infinite is refused with {@link IllegalArgumentException} and changes nothing. A counter cannot be set; to show a
 * total that something else keeps, use {@link Builder#callback}.
 *
 * @see <a href="https://prometheus.io/docs/concepts/metric_types/#counter">Prometheus: counter</a>
 */
public final class Counter extends Metric<Counter.Child> implements FailureCounter {

    private Counter(Family<Child> family) {
        super(family);
    }

    /**
     * Starts the definition of a counter.
     *
     * @param name the name, by convention in base units and ending in {@code _total}
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Adds 1 to the series without labels. */
    @Override
    public void inc() {
        unlabelled().inc();
    }

    /**
     * Adds 1 to a series.
     *
     * @param labels the series' labels
     */
    public void inc(Labels labels) {
        labels(labels).inc();
    }

    /**
     * Adds an amount to the series without labels.
     *
     * @param amount 0 or more, finite
     */
    public void add(double amount) {
        requireGrowth(Labels.empty(), amount);
        unlabelled().add(amount);
    }

    /**
     * Adds an amount to a series.
     *
     * @param labels the series' labels
     * @param amount 0 or more, finite
     */
    public void add(Labels labels, double amount) {
        requireGrowth(labels, amount);
        labels(labels).add(amount);
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

    /**
     * Adds 1 to the series without labels, with an exemplar.
     *
     * @param exemplar labels that lead to more, such as a trace id
     * @see Child#incWithExemplar
     */
    public void incWithExemplar(Labels exemplar) {
        unlabelled().incWithExemplar(exemplar);
    }

    /**
     * Adds an amount to the series without labels, with an exemplar.
     *
     * @param amount 0 or more, finite
     * @param exemplar labels that lead to more, such as a trace id
     * @see Child#addWithExemplar
     */
    public void addWithExemplar(double amount, Labels exemplar) {
        requireGrowth(Labels.empty(), amount);
        unlabelled().addWithExemplar(amount, exemplar);
    }

    /** Refuses an amount before the look-up, which would make the series. */
    private void requireGrowth(Labels labels, double amount) {
        if (!isGrowth(amount)) {
            throw refusal(descriptor(), labels, amount);
        }
    }

    private static boolean isGrowth(double amount) {
        return amount >= 0 && amount < Double.POSITIVE_INFINITY;
    }

    private static IllegalArgumentException refusal(Descriptor counter, Labels labels, double amount) {
        return new IllegalArgumentException(
                counter + " " + labels + ": a counter grows by a finite amount of 0 or more, but got " + amount);
    }

    @Override
    BiConsumer<Child, SampleSink> writer() {
        return Child::collectTotal;
    }

    /**
     * One series of a counter.
     *
     * <pre>{@code
     * Counter.Child pngs = uploads.labels("type", "png");
     * pngs.inc();
     * }</pre>
     */
    public static sealed class Child extends CountingSeries implements FailureCounter {

        /** The index of the one sample. */
        private static final int TOTAL = 0;

        private final Maker shared;

        private Child(Maker shared, LabelNames names, String[] values) {
            super(names, values);
            this.shared = shared;
        }

        @Override
        final int exemplarSamples() {
            return 1;
        }

        /** Adds 1. */
        @Override
        public void inc() {
            increment();
            if (shared.exemplars.isFollowing()) {
                takeExemplar(shared.exemplars, TOTAL, 1);
            }
        }

        /**
         * Adds an amount.
         *
         * @param amount 0 or more, finite
         */
        public void add(double amount) {
            if (!isGrowth(amount)) {
                throw refusal(shared.descriptor, labels(), amount);
            }
            increase(amount);
            if (shared.exemplars.isFollowing()) {
                takeExemplar(shared.exemplars, TOTAL, amount);
            }
        }

        /**
         * Adds 1, with an exemplar that takes the place of an earlier one.
         *
         * <p>OpenMetrics and protobuf show it, OpenMetrics only if the counter's name ends in {@code _total}. Labels
         * that do not {@linkplain Exemplar#fits fit} are left out, which is logged once a minute.
         *
         * @param exemplar labels that lead to more, such as a trace id
         */
        public void incWithExemplar(Labels exemplar) {
            addWithExemplar(1, exemplar);
        }

        /**
         * Adds an amount, with an exemplar as {@link #incWithExemplar} does.
         *
         * @param amount 0 or more, finite
         * @param exemplar labels that lead to more, such as a trace id
         */
        public void addWithExemplar(double amount, Labels exemplar) {
            Exemplar kept = shared.exemplars.of(exemplar, amount);
            add(amount);
            keepExemplar(kept, TOTAL);
        }

        /** Returns the current value. */
        public double get() {
            return total();
        }
    }

    /** The series in which label sets over the bound land; it counts how often that happens. */
    private static final class OverflowChild extends Child {

        private final LongAdder recordings = new LongAdder();

        OverflowChild(Maker shared, LabelNames names, String[] values) {
            super(shared, names, values);
        }

        @Override
        public void inc() {
            recordings.increment();
            super.inc();
        }

        @Override
        public void add(double amount) {
            super.add(amount);
            recordings.increment();
        }
    }

    /** What the series of one counter share. */
    private record Maker(Descriptor descriptor, ExemplarSource exemplars) implements Family.Maker<Child> {

        @Override
        public Child make(LabelNames names, String[] values) {
            return new Child(this, names, values);
        }

        @Override
        public Child makeOverflow(LabelNames names, String[] values) {
            return new OverflowChild(this, names, values);
        }

        @Override
        public long recordings(Child overflow) {
            return ((OverflowChild) overflow).recordings.sum();
        }
    }

    /**
     * The definition of a counter.
     *
     * <pre>{@code
     * Counter events = Counter.builder("events_total").help("Number of events.").labelNames("kind").register(registry);
     * }</pre>
     */
    public static final class Builder extends MetricBuilder<Builder, Counter> {

        private Builder(String name) {
            super(name, MetricType.COUNTER);
        }

        /**
         * Ends the definition with a function that is asked for the value at each scrape.
         *
         * @param value returns a total that never falls, 0 or more and finite; called by several threads at once where a
         *     push or another exporter runs beside a scrape
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
        Counter create(MetricDefinition definition) {
            Descriptor descriptor = definition.descriptor();
            return new Counter(family(definition, new Maker(descriptor, new ExemplarSource(descriptor))));
        }
    }
}
