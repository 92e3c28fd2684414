package io.metricskit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * {@code promtool check metrics}: the second opinion on a text exposition, by Prometheus's own parser.
 *
 * <p>It finds what cannot be parsed and exits with 1. Its exit status 3 means advice alone (no help text, a counter
 * without {@code _total}), which is no failure here. It does not notice a repeated series or histograms that do not
 * add up (tried on 2.42); {@link TextExposition} does.
 */
public final class Promtool {
    private static final Set<Integer> PARSED = Set.of(0, 3);
    private static final long LIMIT_SECONDS = 60;

    private Promtool() {}

    /** Whether promtool is on the PATH; fails, rather than to answer no, where {@link RealTools} are required. */
    public static boolean installed() {
        return RealTools.hasPromtool();
    }

    /** Demands that promtool parses the body; skips or fails the test if there is no promtool. */
    public static void check(byte[] body) {
        Path promtool = RealTools.promtool();
        try {
            Path directory = Files.createTempDirectory("promtool");
            Path input = directory.resolve("body");
            Path output = directory.resolve("output");
            try {
                Files.write(input, body);
                check(promtool, input, output);
            } finally {
                Files.deleteIfExists(input);
                Files.deleteIfExists(output);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Path promtool, Path input, Path output) throws IOException {
        Process process = new ProcessBuilder(promtool.toString(), "check", "metrics")
                .redirectErrorStream(true)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("promtool did not end within " + LIMIT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while promtool ran", e);
        } finally {
            process.destroyForcibly();
        }
        if (!PARSED.contains(process.exitValue())) {
            throw new AssertionError(
                    "promtool check metrics: exit status " + process.exitValue() + "\n" + Files.readString(output));
        }
    }
}
