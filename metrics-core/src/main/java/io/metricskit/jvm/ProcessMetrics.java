package io.metricskit.jvm;

import io.metricskit.Registry;
import java.lang.management.ManagementFactory;

/**
 * Metrics of the process, as every Prometheus client has them: processor time, memory, file descriptors and start.
 *
 * <pre>{@code
 * ProcessMetrics.register(registry);
 * }</pre>
 *
 * <p>Values are asked for at each scrape; between scrapes there is no cost and no thread. What the operating system
 * does not tell is left out: memory is known on Linux, file descriptors on Unix, processor time and descriptors where
 * the module {@code jdk.management} is. It needs the module {@code java.management}.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics">Writing client libraries:
 *     process metrics</a>
 */
public final class ProcessMetrics {

    private ProcessMetrics() {}

    /**
     * Registers the metrics, unless an earlier call has done so.
     *
     * @param registry where to
     * @throws io.metricskit.MetricConflictException if the registry has another metric with one of their names; none is
     *     registered then
     */
    public static void register(Registry registry) {
        Families families = new Families()
                .gauge(
                        "process_start_time_seconds",
                        "Start time of the process, in seconds since 1970-01-01T00:00Z.",
                        sink -> sink.sample(
                                ManagementFactory.getRuntimeMXBean().getStartTime() / Families.MILLIS_PER_SECOND))
                .gauge(
                        "process_virtual_memory_bytes",
                        "Virtual memory.",
                        sink -> Families.known(sink, ProcStatus.bytes("VmSize:")))
                .gauge(
                        "process_resident_memory_bytes",
                        "Resident memory.",
                        sink -> Families.known(sink, ProcStatus.bytes("VmRSS:")));
        if (ModuleLayer.boot().findModule("jdk.management").isPresent()) {
            SystemFamilies.addTo(families);
        }
        families.register(registry);
    }
}
