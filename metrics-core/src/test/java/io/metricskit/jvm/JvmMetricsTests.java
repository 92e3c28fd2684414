package io.metricskit.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.metricskit.MetricConflictException;
import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.model.Collector;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class JvmMetricsTests {

    private static final double MEGABYTE = 1 << 20;
    private static final double MILLIS_PER_SECOND = 1000;

    private final Registry registry = new Registry();

    @Test
    void theFamiliesAreThoseThatDashboardsKnow() throws IOException {
        JvmMetrics.register(registry);

        assertThat(scrape().families())
                .extracting(family -> family.name() + " " + family.type())
                .containsExactly(
                        "jvm_buffer_pool_capacity_bytes gauge",
                        "jvm_buffer_pool_used_buffers gauge",
                        "jvm_buffer_pool_used_bytes gauge",
                        "jvm_classes_currently_loaded gauge",
                        "jvm_classes_loaded_total counter",
                        "jvm_classes_unloaded_total counter",
                        "jvm_compilation_time_seconds_total counter",
                        "jvm_gc_collection_seconds summary",
                        "jvm_memory_committed_bytes gauge",
                        "jvm_memory_init_bytes gauge",
                        "jvm_memory_max_bytes gauge",
                        "jvm_memory_objects_pending_finalization gauge",
                        "jvm_memory_pool_collection_committed_bytes gauge",
                        "jvm_memory_pool_collection_init_bytes gauge",
                        "jvm_memory_pool_collection_max_bytes gauge",
                        "jvm_memory_pool_collection_used_bytes gauge",
                        "jvm_memory_pool_committed_bytes gauge",
                        "jvm_memory_pool_init_bytes gauge",
                        "jvm_memory_pool_max_bytes gauge",
                        "jvm_memory_pool_used_bytes gauge",
                        "jvm_memory_used_bytes gauge",
                        "jvm_runtime_info gauge",
                        "jvm_threads_current gauge",
                        "jvm_threads_daemon gauge",
                        "jvm_threads_deadlocked gauge",
                        "jvm_threads_deadlocked_monitor gauge",
                        "jvm_threads_peak gauge",
                        "jvm_threads_started_total counter",
                        "jvm_threads_state gauge");
    }

    @Test
    void aNullRegistryIsRefusedAsSuch() {
        assertThatThrownBy(() -> JvmMetrics.register(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("the registry must not be null");
    }

    @Test
    void memoryIsThatOfTheJvm() throws IOException {
        JvmMetrics.register(registry);
        TextExposition scrape = scrape();

        assertThat(scrape.value("jvm_memory_used_bytes", "area", "heap"))
                .isPositive()
                .isLessThanOrEqualTo(Runtime.getRuntime().maxMemory());
        assertThat(scrape.value("jvm_memory_max_bytes", "area", "heap"))
                .isEqualTo(
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax());
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            assertThat(scrape.value("jvm_memory_pool_used_bytes", "pool", pool.getName()))
                    .isCloseTo(pool.getUsage().getUsed(), within(64 * MEGABYTE));
            assertThat(scrape.has("jvm_memory_pool_max_bytes", "pool", pool.getName()))
                    .isEqualTo(pool.getUsage().getMax() >= 0);
        }
        assertThat(scrape.samples()).noneMatch(sample -> sample.value() < 0);
    }

    @Test
    void collectionsThreadsBuffersAndTheVersionAreThoseOfTheJvm() throws IOException {
        System.gc();
        ByteBuffer buffer = ByteBuffer.allocateDirect(100);
        JvmMetrics.register(registry);
        TextExposition scrape = scrape();

        long collections = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += (long) scrape.value("jvm_gc_collection_seconds_count", "gc", collector.getName());
            assertThat(scrape.value("jvm_gc_collection_seconds_sum", "gc", collector.getName()))
                    .isNotNegative();
        }
        assertThat(collections).isPositive();
        assertThat(scrape.value("jvm_threads_current")).isPositive();
        assertThat(scrape.value("jvm_threads_deadlocked")).isZero();
        assertThat(scrape.value("jvm_threads_state", "state", "RUNNABLE")).isPositive();
        assertThat(scrape.value("jvm_buffer_pool_used_bytes", "pool", "direct"))
                .isGreaterThanOrEqualTo(buffer.capacity());
        assertThat(ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class))
                .allMatch(pool -> scrape.has("jvm_buffer_pool_used_buffers", "pool", pool.getName()));
        assertThat(scrape.family("jvm_runtime_info").samples())
                .singleElement()
                .satisfies(
                        sample -> assertThat(sample.toString()).contains(System.getProperty("java.runtime.version")));
    }

    @Test
    void timesOfTheCollectorsAndTheCompilerAreSeconds() {
        System.gc();
        JvmMetrics.register(registry);
        JvmScrapes scrapes = new JvmScrapes(registry);

        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            scrapes.assertShowsRising(
                    () -> collector.getCollectionTime() / MILLIS_PER_SECOND,
                    "jvm_gc_collection_seconds_sum",
                    "gc",
                    collector.getName());
        }
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        scrapes.assertShowsRising(
                () -> compiler.getTotalCompilationTime() / MILLIS_PER_SECOND, "jvm_compilation_time_seconds_total");
    }

    @Test
    void theClassesAreThoseThatTheJvmHasAndHad() {
        JvmMetrics.register(registry);
        JvmScrapes scrapes = new JvmScrapes(registry);
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();

        scrapes.assertShows(classes::getLoadedClassCount, "jvm_classes_currently_loaded");
        scrapes.assertShowsRising(classes::getTotalLoadedClassCount, "jvm_classes_loaded_total");
        scrapes.assertShowsRising(classes::getUnloadedClassCount, "jvm_classes_unloaded_total");
    }

    @Test
    void theRuntimeHasItsNameVendorAndVersion() throws IOException {
        JvmMetrics.register(registry);

        assertThat(scrape().value(
                                "jvm_runtime_info",
                                "runtime",
                                System.getProperty("java.runtime.name"),
                                "vendor",
                                System.getProperty("java.vm.vendor"),
                                "version",
                                System.getProperty("java.runtime.version")))
                .isEqualTo(1);
    }

    @Test
    void aSecondCallChangesNothing() {
        JvmMetrics.register(registry);
        ProcessMetrics.register(registry);
        Collection<Collector> first = registry.collectors();

        JvmMetrics.register(registry);
        ProcessMetrics.register(registry);

        assertThat(registry.collectors()).containsExactlyElementsOf(first);
    }

    @Test
    void callsFromSeveralThreadsAtOnceAreAsGoodAsOne() {
        JvmMetrics.register(registry);
        for (int round = 0; round < 50; round++) {
            Registry shared = new Registry();
            CompletableFuture<?>[] calls = Stream.generate(() -> CompletableFuture.runAsync(
                            () -> JvmMetrics.register(shared), work -> new Thread(work).start()))
                    .limit(4)
                    .toArray(CompletableFuture[]::new);

            CompletableFuture.allOf(calls).join();

            assertThat(shared.collectors()).hasSameSizeAs(registry.collectors());
        }
    }

    @Test
    void aConflictLeavesNothingBehind() {
        registry.gauge("jvm_threads_peak", "Of my own.");

        assertThatThrownBy(() -> JvmMetrics.register(registry))
                .isInstanceOf(MetricConflictException.class)
                .hasMessageContaining("jvm_threads_peak");
        assertThat(registry.collectors()).hasSize(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theProcessIsThisOne() throws IOException {
        ProcessMetrics.register(registry);
        TextExposition scrape = scrape();

        assertThat(scrape.families())
                .extracting(family -> family.name() + " " + family.type())
                .containsExactly(
                        "process_cpu_seconds_total counter",
                        "process_max_fds gauge",
                        "process_open_fds gauge",
                        "process_resident_memory_bytes gauge",
                        "process_start_time_seconds gauge",
                        "process_virtual_memory_bytes gauge");
        double start = scrape.value("process_start_time_seconds");
        assertThat(start)
                .isCloseTo(
                        ProcessHandle.current()
                                .info()
                                .startInstant()
                                .orElseThrow()
                                .getEpochSecond(),
                        within(5.0));
        assertThat(scrape.value("process_resident_memory_bytes")).isBetween(10 * MEGABYTE, 20_000 * MEGABYTE);
        assertThat(scrape.value("process_open_fds")).isBetween(3.0, scrape.value("process_max_fds"));
        assertThat(scrape.value("process_cpu_seconds_total")).isPositive();
    }

    private TextExposition scrape() throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        Exposition.of(registry).write(ExpositionFormat.TEXT, page);
        return TextExposition.checked(page.toByteArray()).requireNameOrder();
    }
}
