package io.metricskit.jvm;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** The families of the process that need the module {@code jdk.management}; not to be loaded without it. */
final class SystemFamilies {

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private SystemFamilies() {}

    static void addTo(Families families) {
        families.counter("process_cpu_seconds_total", "Processor time that the process has used.", sink -> {
                    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
                        Families.known(sink, system.getProcessCpuTime() / NANOS_PER_SECOND);
                    }
                })
                .gauge(
                        "process_open_fds",
                        "Open file descriptors.",
                        sink -> Families.known(sink, ofUnix(UnixOperatingSystemMXBean::getOpenFileDescriptorCount)))
                .gauge(
                        "process_max_fds",
                        "Most file descriptors that may be open.",
                        sink -> Families.known(sink, ofUnix(UnixOperatingSystemMXBean::getMaxFileDescriptorCount)));
    }

    private static long ofUnix(ToLongFunction<UnixOperatingSystemMXBean> of) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? of.applyAsLong(unix)
                : -1;
    }
}
