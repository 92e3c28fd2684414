package io.metricskit.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class BufferFamiliesTests {

    private final JvmScrapes scrapes = JvmScrapes.ofJvmMetrics();

    @Test
    void thePoolOfDirectBuffersTellsHowManyThereAreAndHowLargeTheyAre() {
        ByteBuffer first = ByteBuffer.allocateDirect(1000);
        ByteBuffer second = ByteBuffer.allocateDirect(2000);
        BufferPoolMXBean direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .findFirst()
                .orElseThrow();

        scrapes.assertShows(direct::getCount, "jvm_buffer_pool_used_buffers", "pool", "direct");
        scrapes.assertShows(direct::getTotalCapacity, "jvm_buffer_pool_capacity_bytes", "pool", "direct");
        scrapes.assertShows(direct::getMemoryUsed, "jvm_buffer_pool_used_bytes", "pool", "direct");
        assertThat(first.capacity() + second.capacity()).isEqualTo(3000);
    }
}
