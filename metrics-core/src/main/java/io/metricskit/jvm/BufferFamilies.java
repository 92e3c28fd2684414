package io.metricskit.jvm;

import io.metricskit.model.Labels;
import io.metricskit.model.SampleSink;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** The direct and mapped buffers, which are not on the heap. */
final class BufferFamilies {

    private BufferFamilies() {}

    static void addTo(Families families) {
        families.gauge("jvm_buffer_pool_used_bytes", "Memory of a buffer pool.", pools(BufferPoolMXBean::getMemoryUsed))
                .gauge(
                        "jvm_buffer_pool_capacity_bytes",
                        "Capacity of the buffers of a pool.",
                        pools(BufferPoolMXBean::getTotalCapacity))
                .gauge("jvm_buffer_pool_used_buffers", "Buffers of a pool.", pools(BufferPoolMXBean::getCount));
    }

    private static Consumer<SampleSink> pools(ToLongFunction<BufferPoolMXBean> of) {
        return sink -> {
            for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
                Families.known(sink, Labels.of("pool", pool.getName()), of.applyAsLong(pool));
            }
        };
    }
}
