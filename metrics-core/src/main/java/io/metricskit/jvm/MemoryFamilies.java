package io.metricskit.jvm;

import io.metricskit.model.Labels;
import io.metricskit.model.SampleSink;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The memory of the heap and beside it, and that of the pools that they are made of. */
final class MemoryFamilies {

    private MemoryFamilies() {}

    static void addTo(Families families) {
        families.gauge(
                "jvm_memory_objects_pending_finalization",
                "Objects that wait in the finalizer queue.",
                sink -> sink.sample(memory().getObjectPendingFinalizationCount()));
        addUsage(families, "jvm_memory_", "of an area", MemoryFamilies::areas);
        addUsage(families, "jvm_memory_pool_", "of a pool", of -> pools(of, MemoryPoolMXBean::getUsage));
        addUsage(
                families,
                "jvm_memory_pool_collection_",
                "of a pool after its last collection",
                of -> pools(of, MemoryPoolMXBean::getCollectionUsage));
    }

    private static void addUsage(
            Families families,
            String prefix,
            String where,
            Function<ToLongFunction<MemoryUsage>, Consumer<SampleSink>> samples) {
        families.gauge(prefix + "used_bytes", "Used memory " + where + ".", samples.apply(MemoryUsage::getUsed))
                .gauge(
                        prefix + "committed_bytes",
                        "Memory " + where + " that the JVM has from the system.",
                        samples.apply(MemoryUsage::getCommitted))
                .gauge(
                        prefix + "max_bytes",
                        "Most memory " + where + " that there can be.",
                        samples.apply(MemoryUsage::getMax))
                .gauge(
                        prefix + "init_bytes",
                        "Memory " + where + " at the start.",
                        samples.apply(MemoryUsage::getInit));
    }

    private static Consumer<SampleSink> areas(ToLongFunction<MemoryUsage> of) {
        return sink -> {
            write(sink, Labels.of("area", "heap"), memory().getHeapMemoryUsage(), of);
            write(sink, Labels.of("area", "nonheap"), memory().getNonHeapMemoryUsage(), of);
        };
    }

    private static Consumer<SampleSink> pools(
            ToLongFunction<MemoryUsage> of, Function<MemoryPoolMXBean, @Nullable MemoryUsage> usage) {
        return sink -> {
            for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
                write(sink, Labels.of("pool", pool.getName()), usage.apply(pool), of);
            }
        };
    }

    private static void write(
            SampleSink sink, Labels labels, @Nullable MemoryUsage usage, ToLongFunction<MemoryUsage> of) {
        if (usage != null) {
            Families.known(sink, labels, of.applyAsLong(usage));
        }
    }

    private static MemoryMXBean memory() {
        return ManagementFactory.getMemoryMXBean();
    }
}
