package io.metricskit;

import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.PromptCollector;
import io.metricskit.model.SampleSink;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

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
                new PerName(COLLECTOR_ERRORS, "collector", registries, Registry::collectorErrors),
                new PerName(DROPPED, "metric", registries, registry -> positive(registry, Metric::droppedObservations)),
                new PerName(
                        OVERFLOW,
                        "metric",
                        registries,
                        registry -> positive(registry, metric -> metric.family.overflowRecordings())));
    }

    private static Map<String, Long> positive(Registry registry, ToLongFunction<Metric<?>> count) {
        Map<String, Long> counts = new TreeMap<>();
        for (Collector collector : registry.collectors()) {
            if (collector instanceof Metric<?> metric) {
                long total = count.applyAsLong(metric);
                if (total > 0) {
                    counts.put(metric.descriptor().name(), total);
                }
            }
        }
        return counts;
    }

    /** A counter with the name of a metric as its label; of metrics with one name, the first registry's counts. */
    private record PerName(
            Descriptor descriptor,
            String label,
            List<Registry> registries,
            Function<Registry, Map<String, Long>> positiveCounts)
            implements PromptCollector {

        @Override
        public void collect(SampleSink sink) {
            for (int i = 0; i < registries.size(); i++) {
                List<Registry> earlier = registries.subList(0, i);
                positiveCounts.apply(registries.get(i)).forEach((name, total) -> {
                    if (earlier.stream().noneMatch(registry -> registry.has(name))) {
                        sink.sample(Labels.of(label, name), total);
                    }
                });
            }
        }
    }
}
