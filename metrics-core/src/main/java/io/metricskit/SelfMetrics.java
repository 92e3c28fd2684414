package io.metricskit;

import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.PromptCollector;
import io.metricskit.model.SampleSink;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The metrics of metricskit itself: the names that it reserves, and the families that registries write. */
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

    /** Returns the families about some collectors, each written only once it is not 0. */
    static List<Collector> of(Supplier<List<Registration>> exposed) {
        return List.of(
                new PerName(COLLECTOR_ERRORS, "collector", exposed, Registration::failureCount),
                new PerName(DROPPED, "metric", exposed, Registration::droppedObservations),
                new PerName(OVERFLOW, "metric", exposed, Registration::overflowRecordings));
    }

    /** A counter with the name of a metric as its label. */
    private record PerName(
            Descriptor descriptor,
            String label,
            Supplier<List<Registration>> exposed,
            ToLongFunction<Registration> count)
            implements PromptCollector {

        @Override
        public void collect(SampleSink sink) {
            for (Registration registration : exposed.get()) {
                long total = count.applyAsLong(registration);
                if (total > 0) {
                    sink.sample(Labels.of(label, registration.descriptor().name()), total);
                }
            }
        }
    }
}
