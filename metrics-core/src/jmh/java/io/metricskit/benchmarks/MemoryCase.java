package io.metricskit.benchmarks;

import io.metricskit.benchmarks.report.Case;
import io.metricskit.benchmarks.report.Effort;
import io.metricskit.benchmarks.report.Row;
import io.metricskit.benchmarks.report.Score;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The memory that a series retains, measured in a process for each library. */
final class MemoryCase implements Case {

    private final String title;
    private final SeriesKind kind;
    private final int series;
    private final List<String> libraries;

    MemoryCase(String title, SeriesKind kind, int series, String... libraries) {
        this.title = title;
        this.kind = kind;
        this.series = series;
        this.libraries = List.of(libraries);
    }

    @Override
    public List<Row> measure(Effort effort) throws IOException, InterruptedException {
        Map<String, Score> scores = new LinkedHashMap<>();
        for (String library : libraries) {
            scores.put(library, new Score(bytesPerSeries(library), "B", Double.NaN));
        }
        return List.of(new Row(title, scores));
    }

    private double bytesPerSeries(String library) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx2g",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        RetainedMemory.class.getName(),
                        library,
                        kind.name(),
                        Integer.toString(series))
                .redirectError(Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the memory of " + kind + " in " + library + ": expected exit code 0, got "
                    + process.exitValue() + ": " + output);
        }
        return Double.parseDouble(output.strip());
    }
}
