package io.metricskit.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    private static final List<String> PROMTOOL = List.of("promtool");
    private static final List<String> PROMETHEUS = List.of("prometheus");
    private static final List<String> PUSHGATEWAY = List.of("pushgateway", "prometheus-pushgateway" /* Debian */);

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

    /** Whether promtool is there; fails, rather than to answer no, where tools are required. */
    static boolean hasPromtool() {
        return ofThisMachine().has(PROMTOOL);
    }

    boolean has(List<String> names) {
        boolean found = find(names).isPresent();
        if (!found && required) {
            throw new AssertionError(missing(names) + ", and " + REQUIRED + " is true");
        }
        return found;
    }

    Path require(List<String> names) {
        if (!has(names)) {
            Assumptions.abort(missing(names) + "; " + REQUIRED + "=true would make this a failure");
        }
        return find(names).orElseThrow();
    }

    private static String missing(List<String> names) {
        return "no " + String.join(" or ", names) + " on the PATH";
    }

    private Optional<Path> find(List<String> names) {
        return names.stream()
                .flatMap(name -> directories.stream().map(directory -> directory.resolve(name)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
