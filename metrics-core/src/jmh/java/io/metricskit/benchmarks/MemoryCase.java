package io.metricskit.benchmarks;

import io.metricskit.benchmarks.report.Case;
import io.metricskit.benchmarks.report.Effort;
import io.metricskit.benchmarks.report.Row;
import io.metricskit.benchmarks.report.Score;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The memory that a series, or a family of one, retains, measured in a process for each library. */
final class MemoryCase implements Case {

    private final String title;
    private final List<String> arguments;
    private final List<String> libraries;

    private MemoryCase(String title, List<String> arguments, String... libraries) {
        this.title = title;
        this.arguments = arguments;
        this.libraries = List.of(libraries);
    }

    static MemoryCase ofSeries(String title, SeriesKind kind, int count, String... libraries) {
        return new MemoryCase(title, List.of(RetainedMemory.SERIES, kind.name(), Integer.toString(count)), libraries);
    }

    static MemoryCase ofFamilies(String title, FamilyKind kind, int count, String... libraries) {
        return new MemoryCase(title, List.of(RetainedMemory.FAMILIES, kind.name(), Integer.toString(count)), libraries);
    }

    @Override
    public List<Row> measure(Effort effort) throws IOException, InterruptedException {
        Map<String, Score> scores = new LinkedHashMap<>();
        for (String library : libraries) {
            scores.put(library, new Score(bytes(library), "B", Double.NaN));
        }
        return List.of(new Row(title, scores));
    }

    private double bytes(String library) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                // A thread's buffer for allocation counts as used as a whole, two megabytes now and then.
                "-XX:-UseTLAB",
                "-Xmx2g",
                "-classpath",
                System.getProperty("java.class.path"),
                RetainedMemory.class.getName(),
                library));
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the memory of " + arguments + " in " + library
                    + ": expected exit code 0, got " + process.exitValue() + ": " + output);
        }
        return Double.parseDouble(output.strip());
    }
}
