package io.metricskit.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.testkit.TextExposition;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import org.junit.jupiter.api.Test;

final class MemoryFamiliesTests {

    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final JvmScrapes scrapes = JvmScrapes.ofJvmMetrics();

    @Test
    void theAreasAreTheHeapAndWhatIsBesideIt() {
        TextExposition scrape = scrapes.scrape();

        assertThat(scrape.samples("jvm_memory_used_bytes")).hasSize(2);
        assertThat(scrape.value("jvm_memory_init_bytes", "area", "heap"))
                .isEqualTo(memory.getHeapMemoryUsage().getInit());
        assertThat(scrape.value("jvm_memory_init_bytes", "area", "nonheap"))
                .isEqualTo(memory.getNonHeapMemoryUsage().getInit());
    }

    @Test
    void committedMemoryIsWhatTheJvmHasFromTheSystem() {
        scrapes.assertShows(
                () -> memory.getHeapMemoryUsage().getCommitted(), "jvm_memory_committed_bytes", "area", "heap");
        scrapes.assertShows(
                () -> memory.getNonHeapMemoryUsage().getCommitted(), "jvm_memory_committed_bytes", "area", "nonheap");
    }

    @Test
    void thePoolsAfterACollectionAreThoseThatACollectorEmpties() {
        System.gc();
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            String name = pool.getName();
            if (pool.getCollectionUsage() == null) {
                assertThat(scrapes.scrape().has("jvm_memory_pool_collection_used_bytes", "pool", name))
                        .isFalse();
            } else {
                scrapes.assertShows(
                        () -> pool.getCollectionUsage().getUsed(),
                        "jvm_memory_pool_collection_used_bytes",
                        "pool",
                        name);
            }
        }
    }
}
