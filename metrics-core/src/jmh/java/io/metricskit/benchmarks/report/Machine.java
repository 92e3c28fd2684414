package io.metricskit.benchmarks.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the benchmarks run on. */
final class Machine {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final long GIBIBYTE = 1L << 30;

    private Machine() {}

    static String jdk() {
        return "JDK " + Runtime.version().feature();
    }

    static String description() throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return "%d cores of %s, %d GiB of memory, %s %s"
                        .formatted(
                                system.getAvailableProcessors(),
                                cpuModel(),
                                Math.round((double) system.getTotalMemorySize() / GIBIBYTE),
                                system.getName(),
                                system.getVersion())
                + "; %s %s".formatted(System.getProperty("java.vm.name"), System.getProperty("java.runtime.version"));
    }

    /** The model as Linux tells it, elsewhere only the architecture. */
    private static String cpuModel() throws IOException {
        String architecture = System.getProperty("os.arch");
        if (!Files.exists(CPU_INFO)) {
            return architecture;
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(architecture);
        }
    }
}
