package io.metricskit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The operating system's side of a {@link PrometheusServer}: the process, its port, its directory and its log.
 *
 * <p>{@link #end} may come from several threads, and comes by itself when the JVM ends.
 */
final class PrometheusProcess {
    private static final int LOG_SHOWN = 4096;
    private static final long END_LIMIT_SECONDS = 10;

    private final Path directory = Files.createTempDirectory("prometheus");
    private final int port = FreePort.find();
    private final Thread hook = new Thread(this::killAndDelete, "prometheus-end");
    private final Process process;

    PrometheusProcess(Path executable, String configuration, List<String> flags) throws IOException {
        Path file = Files.writeString(directory.resolve("prometheus.yml"), configuration);
        List<String> command = new ArrayList<>(List.of(
                executable.toString(),
                "--config.file=" + file,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port));
        command.addAll(flags);
        process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(logFile().toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Path directory() {
        return directory;
    }

    /** The end of what the server wrote to its standard output and error. */
    String log() {
        try {
            String log = new String(Files.readAllBytes(logFile()), StandardCharsets.UTF_8);
            return log.substring(Math.max(0, log.length() - LOG_SHOWN));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    void end() {
        killAndDelete();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException jvmIsEnding) {
            // The hook runs by now, and finds nothing left to do.
        }
    }

    private Path logFile() {
        return directory.resolve("log");
    }

    private synchronized void killAndDelete() {
        try {
            process.destroyForcibly().waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
