package io.metricskit.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.metricskit.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
final class ProcessMetricsTests {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final Path PROCESS = Path.of("/proc/self");

    private final UnixOperatingSystemMXBean system =
            ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
    private final Registry registry = new Registry();
    private final JvmScrapes scrapes = new JvmScrapes(registry);

    @BeforeEach
    void register() {
        ProcessMetrics.register(registry);
    }

    @Test
    void processorTimeIsInSeconds() {
        scrapes.assertShowsRising(() -> system.getProcessCpuTime() / NANOS_PER_SECOND, "process_cpu_seconds_total");
    }

    @Test
    void theDescriptorsAreThoseThatAreOpenAndThoseThatMayBe() {
        scrapes.assertShows(system::getOpenFileDescriptorCount, "process_open_fds");
        scrapes.assertShows(system::getMaxFileDescriptorCount, "process_max_fds");
    }

    @Test
    void virtualMemoryIsInBytes() {
        scrapes.assertShows(() -> kilobytesOfVirtualMemory() * 1024, "process_virtual_memory_bytes");
    }

    private static double kilobytesOfVirtualMemory() {
        return Double.parseDouble(read("status")
                .lines()
                .filter(line -> line.startsWith("VmSize:"))
                .findFirst()
                .orElseThrow()
                .split("\\s+")[1]);
    }

    @Test
    void memoryIsKnownWhereTheNameOfTheProcessIsCutWithinACharacter() throws IOException {
        Path name = PROCESS.resolve("comm");
        assumeThat(name).isWritable();
        String before = read("comm");
        try {
            Files.write(name, new byte[] {'s', 'h', 'o', 'p', (byte) 0xc3});

            assertThat(scrapes.scrape().value("process_resident_memory_bytes")).isPositive();
        } finally {
            Files.write(name, before.strip().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void whatTheSystemDoesNotTellIsUnknownAndNotZero() {
        assertThat(ProcStatus.bytes("VmUntold:")).isEqualTo(-1);
    }

    private static String read(String file) {
        try {
            return Files.readString(PROCESS.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
