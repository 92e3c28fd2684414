package io.metricskit.jvm;

import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.SampleSink;
import io.metricskit.model.Thresholds;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** The families that say how often each garbage collector ran, and for how long. */
final class GarbageCollectorFamilies {

    private static final Thresholds NO_QUANTILES = Thresholds.quantiles();
    private static final double[] NO_VALUES = {};

    private GarbageCollectorFamilies() {}

    static void addTo(Families families) {
        families.add(
                MetricType.SUMMARY,
                "jvm_gc_collection_seconds",
                "Time that a garbage collector has run.",
                sink -> write(sink, ManagementFactory.getGarbageCollectorMXBeans()));
    }

    static void write(SampleSink sink, List<GarbageCollectorMXBean> collectors) {
        for (GarbageCollectorMXBean collector : collectors) {
            long count = collector.getCollectionCount();
            long millis = collector.getCollectionTime();
            // Either is -1 where the collector does not know it.
            if (count >= 0 && millis >= 0) {
                sink.summary(
                        Labels.of("gc", collector.getName()),
                        NO_QUANTILES,
                        NO_VALUES,
                        count,
                        millis / Families.MILLIS_PER_SECOND);
            }
        }
    }
}
