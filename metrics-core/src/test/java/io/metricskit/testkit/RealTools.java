package io.metricskit.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * The real programs that tests run against, found on the PATH.
 *
 * <p>Where one is missing, the test that asks for it is skipped; with the environment variable
 * {@code METRICSKIT_REQUIRE_SERVERS=true} it fails instead, so that a build meant to run everything cannot quietly
 * run less.
 */
public final class RealTools {
    private static final String REQUIRED = "METRICSKIT_REQUIRE_SERVERS";
    private static final Tool PROMTOOL = Tool.named("promtool");
    private static final Tool PROMETHEUS = Tool.named("prometheus");
    private static final Tool PUSHGATEWAY = Tool.named("pushgateway", "prometheus-pushgateway" /* Debian */);
    private static final Tool VICTORIA_METRICS = Tool.named("victoria-metrics-prod", "victoria-metrics" /* Debian */);
    private static final Tool PYTHON_WITH_PROMETHEUS_CLIENT =
            new Tool("python3 with prometheus_client", List.of("python3"), RealTools::hasPrometheusClient);
    private static final long PYTHON_LIMIT_SECONDS = 30;

    private final List<Path> directories;
    private final boolean required;

    RealTools(String path, boolean required) {
        this.directories = Arrays.stream(path.split(Pattern.quote(File.pathSeparator)))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .toList();
        this.required = required;
    }

    private static RealTools ofThisMachine() {
        String path = System.getenv("PATH");
        return new RealTools(path == null ? "" : path, Boolean.parseBoolean(System.getenv(REQUIRED)));
    }

    /** The promtool executable; skips or fails the test if there is none. */
    public static Path promtool() {
        return ofThisMachine().require(PROMTOOL);
    }

    /** The prometheus executable; skips or fails the test if there is none. */
    public static Path prometheus() {
        return ofThisMachine().require(PROMETHEUS);
    }

    /** The pushgateway executable; skips or fails the test if there is none. */
    public static Path pushgateway() {
        return ofThisMachine().require(PUSHGATEWAY);
    }

    /** The VictoriaMetrics executable; skips or fails the test if there is none. */
    public static Path victoriaMetrics() {
        return ofThisMachine().require(VICTORIA_METRICS);
    }

    /** A Python that has the package prometheus_client; skips or fails the test if there is none. */
    static Path pythonWithPrometheusClient() {
        return ofThisMachine().require(PYTHON_WITH_PROMETHEUS_CLIENT);
    }

    /** Whether such a Python is there; fails, rather than to answer no, where tools are required. */
    static boolean hasPythonWithPrometheusClient() {
        return ofThisMachine().has(PYTHON_WITH_PROMETHEUS_CLIENT);
    }

    /** Whether promtool is there; fails, rather than to answer no, where tools are required. */
    static boolean hasPromtool() {
        return ofThisMachine().has(PROMTOOL);
    }

    boolean has(Tool tool) {
        boolean found = find(tool).isPresent();
        if (!found && required) {
            throw new AssertionError(missing(tool) + ", and " + REQUIRED + " is true");
        }
        return found;
    }

    Path require(Tool tool) {
        if (!has(tool)) {
            Assumptions.abort(missing(tool) + "; " + REQUIRED + "=true would make this a failure");
        }
        return find(tool).orElseThrow();
    }

    private static String missing(Tool tool) {
        return "no " + tool.description + " on the PATH";
    }

    private Optional<Path> find(Tool tool) {
        return tool.names.stream()
                .flatMap(name -> directories.stream().map(directory -> directory.resolve(name)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .filter(tool.usable)
                .findFirst();
    }

    /** A machine may have several Pythons, each with packages of its own. */
    private static boolean hasPrometheusClient(Path python) {
        try {
            Process process = new ProcessBuilder(python.toString(), "-c", "import prometheus_client.openmetrics.parser")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return process.waitFor(PYTHON_LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + python + " ran", e);
        }
    }

    /**
     * A program.
     *
     * @param description what is said to be missing
     * @param names the names that it may have
     * @param usable whether a file of such a name is the program
     */
    record Tool(String description, List<String> names, Predicate<Path> usable) {

        static Tool named(String... names) {
            return new Tool(String.join(" or ", names), List.of(names), file -> true);
        }
    }
}
