package io.metricskit.spring.push;

import io.metricskit.Counter;
import io.metricskit.Gauge;
import io.metricskit.model.Collector;
import java.util.List;

/**
 * The metrics of an application about its pushes: when one last succeeded, and how many failed.
 *
 * <p>The collectors belong to no registry, since registries keep their names for this use; exporters write them beside
 * the registries. Safe for use by many threads.
 */
public final class PushMetrics {

    private final Gauge lastSuccess = Gauge.builder("metrics_push_last_success_timestamp_seconds")
            .help("When the metrics were last pushed, in seconds since 1970-01-01T00:00Z; 0 until then.")
            .build();
    private final Counter failures = Counter.builder("metrics_push_failures_total")
            .help("Pushes that failed.")
            .build();

    /** Creates the collectors of one pusher. */
    public PushMetrics() {}

    /** Returns the collectors. */
    public List<Collector> collectors() {
        return List.of(lastSuccess, failures);
    }

    void succeeded() {
        lastSuccess.setToCurrentTime();
    }

    void failed() {
        failures.inc();
    }
}
