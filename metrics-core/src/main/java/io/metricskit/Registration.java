package io.metricskit;

import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A collector as exporters see it: with the descriptor that it had when it was registered, since what a collector says
 * later is not trusted, and with a count of its failures.
 *
 * <pre>{@code
 * registry.forEach(registration -> System.out.println(registration.descriptor()));
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
public final class Registration {

    private final Descriptor descriptor;
    private final Collector collector;
    private volatile @Nullable CollectorFailures failures;

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
     * Takes note that the collector failed: counts it, and logs it at most once a minute. Exporters call this.
     *
     * @param failure what it threw
     */
    public void failed(Throwable failure) {
        CollectorFailures earlier = failures;
        (earlier != null ? earlier : firstFailures()).add(descriptor, failure);
    }

    private synchronized CollectorFailures firstFailures() {
        CollectorFailures first = failures;
        if (first == null) {
            first = new CollectorFailures();
            failures = first;
        }
        return first;
    }

    /** Returns how often the collector has failed. */
    long failureCount() {
        CollectorFailures all = failures;
        return all == null ? 0 : all.count();
    }

    /** Returns the definition as error messages show it. */
    @Override
    public String toString() {
        return collector instanceof Metric<?> metric
                ? metric.definition().toString()
                : new MetricDefinition(descriptor, Labels.empty(), null, "").toString();
    }
}
