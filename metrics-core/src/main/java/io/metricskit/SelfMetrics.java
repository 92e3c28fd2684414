package io.metricskit;

import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.PromptCollector;
import io.metricskit.model.SampleSink;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongBiFunction;

/** What metricskit says about itself: the names that it keeps, and the families that registries write. */
final class SelfMetrics {

    static final Descriptor COLLECTOR_ERRORS = counter(
            "metrics_collector_errors_total", "Scrapes from which a family was left out because its collector failed.");
    static final Descriptor OVERFLOW =
            counter("metrics_overflow_total", "Recordings to label sets over the bound on the series of a metric.");
    static final Descriptor DROPPED =
            counter("metrics_dropped_observations_total", "Observations that were left out because they were NaN.");
    /** The names of what exporters and the starter say about themselves. */
    static final List<Descriptor> OF_OTHERS = List.of(
            new Descriptor("metrics_scrapes_total", "", MetricType.COUNTER),
            new Descriptor("metrics_scrape_duration_seconds", "", MetricType.HISTOGRAM),
            new Descriptor("metrics_instrumentation_errors_total", "", MetricType.COUNTER),
            new Descriptor("metrics_push_failures_total", "", MetricType.COUNTER),
            new Descriptor("metrics_push_last_success_timestamp_seconds", "", MetricType.GAUGE));

    private SelfMetrics() {}

    private static Descriptor counter(String name, String help) {
        return new Descriptor(name, help, MetricType.COUNTER);
    }

    /** Returns the families of the given registries, each written only once it is not 0. */
    static List<Collector> of(List<Registry> registries) {
        return List.of(
                new PerMetric(
                        COLLECTOR_ERRORS,
                        "collector",
                        registries,
                        (registry, registration) -> registry.collectorErrors(registration.descriptor())),
                new PerMetric(
                        DROPPED,
                        "metric",
                        registries,
                        (registry, registration) -> registration.collector() instanceof Metric<?> metric
                                ? metric.droppedObservations()
                                : 0),
                new PerMetric(
                        OVERFLOW,
                        "metric",
                        registries,
                        (registry, registration) -> registration.collector() instanceof Metric<?> metric
                                ? metric.family.overflowRecordings()
                                : 0));
    }

    /** A counter with the name of a metric as its label; of metrics with one name, the first registry's counts. */
    private record PerMetric(
            Descriptor descriptor,
            String label,
            List<Registry> registries,
            ToLongBiFunction<Registry, Registration> count)
            implements PromptCollector {

        @Override
        public void collect(SampleSink sink) {
            Set<String> seen = new HashSet<>();
            for (Registry registry : registries) {
                for (Registration registration : registry.registrations()) {
                    long total = count.applyAsLong(registry, registration);
                    String name = registration.descriptor().name();
                    if (seen.add(name) && total > 0) {
                        sink.sample(Labels.of(label, name), total);
                    }
                }
            }
        }
    }
}
