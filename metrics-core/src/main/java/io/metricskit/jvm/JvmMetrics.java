package io.metricskit.jvm;

import io.metricskit.Registry;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * Metrics of the Java virtual machine: memory, garbage collection, threads, classes, buffers, compilation and version.
 *
 * <pre>{@code
 * JvmMetrics.register(registry);
 * }</pre>
 *
 * <p>The names are those of Prometheus's own Java client, {@code jvm_memory_used_bytes} and so on, which dashboards
 * know. Values are asked for at each scrape; between scrapes there is no cost and no thread. What a JVM does not know
 * is left out. It needs the module {@code java.management}.
 *
 * @see <a href="https://prometheus.github.io/client_java/instrumentation/jvm/">client_java: JVM</a>
 */
public final class JvmMetrics {

    private JvmMetrics() {}

    /**
     * Registers the metrics, unless an earlier call has done so.
     *
     * @param registry where to
     * @throws io.metricskit.MetricConflictException if the registry has another metric with one of their names; none is
     *     registered then
     */
    public static void register(Registry registry) {
        Families families = new Families();
        MemoryFamilies.addTo(families);
        GarbageCollectorFamilies.addTo(families);
        ThreadFamilies.addTo(families);
        BufferFamilies.addTo(families);
        addClasses(families);
        families.counter("jvm_compilation_time_seconds_total", "Time that compiling code has taken.", sink -> {
                    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
                    if (compiler != null && compiler.isCompilationTimeMonitoringSupported()) {
                        sink.sample(compiler.getTotalCompilationTime() / Families.MILLIS_PER_SECOND);
                    }
                })
                .add(
                        MetricType.INFO,
                        "jvm_runtime_info",
                        "Version of the Java runtime.",
                        sink -> sink.sample(
                                Labels.of(
                                        "runtime", System.getProperty("java.runtime.name", "unknown"),
                                        "vendor", System.getProperty("java.vm.vendor", "unknown"),
                                        "version", System.getProperty("java.runtime.version", "unknown")),
                                1));
        families.register(registry);
    }

    private static void addClasses(Families families) {
        families.gauge(
                        "jvm_classes_currently_loaded",
                        "Classes that are loaded now.",
                        sink -> sink.sample(classes().getLoadedClassCount()))
                .counter(
                        "jvm_classes_loaded_total",
                        "Classes that were loaded since the start.",
                        sink -> sink.sample(classes().getTotalLoadedClassCount()))
                .counter(
                        "jvm_classes_unloaded_total",
                        "Classes that were unloaded since the start.",
                        sink -> sink.sample(classes().getUnloadedClassCount()));
    }

    private static ClassLoadingMXBean classes() {
        return ManagementFactory.getClassLoadingMXBean();
    }
}
