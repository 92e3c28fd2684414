package io.metricskit.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Markdown file with an introduction and one section for each JDK and module, in the order of their headings.
 *
 * <p>A run replaces its own section and the introduction, and keeps the other sections as they are.
 */
final class ReportFile {

    private static final String HEADING = "\n## ";
    private static final String INTRODUCTION = """
            # Benchmarks

            Written by `./mvnw -Pbenchmarks verify`, never by hand. A run replaces the sections of the JDK that it runs \
            on and keeps those of others. With `-Dbenchmarks=quick` it measures for a moment only, leaves the largest \
            cases out, and writes `target/benchmarks.md` of each module instead, in about two minutes.

            Only ratios within a table mean something, and they are those of this machine: run it on yours. Less is \
            better in every column of scores; a ratio above 1 says how many times as much the other one takes.
            """;

    private final Path file;

    ReportFile(Path file) {
        this.file = file;
    }

    void replace(String heading, String body) throws IOException {
        Map<String, String> sections = sections();
        sections.put(heading, body);
        StringBuilder text = new StringBuilder(INTRODUCTION);
        sections.forEach((title, content) -> text.append(HEADING)
                .append(title)
                .append("\n\n")
                .append(content.strip())
                .append('\n'));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    private Map<String, String> sections() throws IOException {
        Map<String, String> sections = new TreeMap<>();
        if (Files.exists(file)) {
            String[] parts = Files.readString(file).split(HEADING);
            for (int i = 1; i < parts.length; i++) {
                int endOfHeading = parts[i].indexOf('\n');
                sections.put(parts[i].substring(0, endOfHeading), parts[i].substring(endOfHeading));
            }
        }
        return sections;
    }
}
