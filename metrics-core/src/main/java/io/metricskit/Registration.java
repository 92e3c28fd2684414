package io.metricskit;

import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.SampleSink;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A collector as exporters see it: with the descriptor that it had when it was registered, since what a collector says
 * later is not trusted, and with a count of its failures.
 *
 * <pre>{@code
 * registry.registrations().forEach(registration -> System.out.println(registration.descriptor()));
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
public final class Registration {

    private final Descriptor descriptor;
    private final Collector collector;
    private final AtomicLong failures = new AtomicLong();
    private final OncePerMinute logging = new OncePerMinute();

    private Registration(Descriptor descriptor, Collector collector) {
        this.descriptor = descriptor;
        this.collector = collector;
    }

    /**
     * Returns a collector that is in no registry, such as one of an exporter's own.
     *
     * @param collector the collector
     * @throws NullPointerException if it or its descriptor is null
     */
    public static Registration of(Collector collector) {
        Objects.requireNonNull(collector, "the collector must not be null");
        Descriptor descriptor = Objects.requireNonNull(
                collector.descriptor(), () -> "the descriptor of " + collector + " must not be null");
        return new Registration(descriptor, collector);
    }

    /** Returns what the collector's descriptor was when it was registered. */
    public Descriptor descriptor() {
        return descriptor;
    }

    /** Returns the collector. */
    public Collector collector() {
        return collector;
    }

    /**
     * Writes the series of a {@link Metric} to a sink, each as if nothing had been recorded: for a format that must
     * know how long the samples will be before it writes them. It reads no value, and takes less time than
     * {@link Collector#collect}. A collector of another kind writes nothing.
     *
     * @param sink where to
     */
    public void collectZeros(SampleSink sink) {
        if (collector instanceof Metric<?> metric) {
            metric.collectZeros(sink);
        }
    }

    /**
     * Records that the collector failed: counts it, and logs it at most once a minute. Exporters call this.
     *
     * @param failure what it threw
     */
    public void failed(Throwable failure) {
        failures.incrementAndGet();
        if (logging.isDue()) {
            Warnings.failedCollector(descriptor, failure);
        }
    }

    /** Has a metric take over what a registry demands; throws and changes nothing if it cannot. */
    void join(RegistryRules registry) {
        if (collector instanceof Metric<?> metric) {
            metric.family.join(registry);
        } else if (collector instanceof CallbackCollector callback) {
            FamilyLabels.check(callback.definition(), registry);
        }
    }

    /** Undoes {@link #join}. */
    void leave(RegistryRules registry) {
        if (collector instanceof Metric<?> metric) {
            metric.family.leave(registry);
        }
    }

    /** Returns whether the collector is a metric of this definition, which may be shared. */
    boolean isMetricOf(MetricDefinition definition) {
        return collector instanceof Metric<?> metric && metric.definition().equals(definition);
    }

    /** Returns whether another registration has a metric of the same definition. */
    boolean mayBeSharedWith(Registration other) {
        return collector instanceof Metric<?> metric && other.isMetricOf(metric.definition());
    }

    long droppedObservations() {
        return collector instanceof Metric<?> metric ? metric.droppedObservations() : 0;
    }

    long overflowRecordings() {
        return collector instanceof Metric<?> metric ? metric.family.overflowRecordings() : 0;
    }

    /** Returns how often the collector has failed. */
    long failureCount() {
        return failures.get();
    }

    /** Returns the definition as error messages show it. */
    @Override
    public String toString() {
        if (collector instanceof Metric<?> metric) {
            return metric.definition().toString();
        }
        // What it may share with the definition of a metric must not look the same as that.
        return collector instanceof CallbackCollector callback
                ? definition(callback.definition().constLabels(), "values from a callback")
                : definition(Labels.empty(), "values from a collector");
    }

    private String definition(Labels constLabels, String source) {
        return new MetricDefinition(descriptor, constLabels, null, source).toString();
    }
}
