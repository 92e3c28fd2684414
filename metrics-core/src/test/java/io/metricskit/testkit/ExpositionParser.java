package io.metricskit.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an exposition in a text format into families, refusing every line that has no place in one. */
final class ExpositionParser {
    private static final String END = "# EOF";

    private final Syntax syntax;
    private final List<Family> families = new ArrayList<>();
    private final Map<String, Integer> firstLines = new HashMap<>();

    private @Nullable String name;
    private Map<String, String> metadata = new LinkedHashMap<>();
    private int firstLine;
    private List<Sample> samples = new ArrayList<>();

    private ExpositionParser(Syntax syntax) {
        this.syntax = syntax;
    }

    static List<Family> parse(Syntax syntax, byte[] body) {
        List<String> lines = BodyLines.of(body);
        ExpositionParser parser = new ExpositionParser(syntax);
        int end = syntax.isOpenMetrics() ? endMarker(lines) : lines.size();
        for (int i = 0; i < end; i++) {
            parser.line(i + 1, lines.get(i));
        }
        parser.endFamily(end);
        return parser.families;
    }

    /** The index of the end marker, which must be the last line. */
    private static int endMarker(List<String> lines) {
        int end = lines.indexOf(END);
        if (end < 0) {
            throw new Violation(lines.size(), "the last line must be " + END, lines.isEmpty() ? "" : last(lines));
        }
        if (end < lines.size() - 1) {
            throw new Violation(end + 2, "nothing may follow " + END, lines.get(end + 1));
        }
        return end;
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    private void line(int line, String text) {
        if (text.startsWith("#")) {
            metadata(line, text);
        } else {
            sample(line, text);
        }
    }

    private void metadata(int line, String text) {
        MetadataLine read = MetadataLine.parse(syntax, line, text);
        if (!read.family().equals(name)) {
            endFamily(line - 1);
            Integer before = firstLines.putIfAbsent(read.family(), line);
            if (before != null) {
                throw new Violation(line, "all lines of a family must be together, it began at line " + before, text);
            }
            name = read.family();
            firstLine = line;
        }
        boolean helpComesFirst = !syntax.isOpenMetrics() && read.keyword().equals("HELP");
        boolean late = !samples.isEmpty() || (helpComesFirst && metadata.containsKey("TYPE"));
        if (late || metadata.putIfAbsent(read.keyword(), read.text()) != null) {
            throw new Violation(
                    line,
                    read.keyword() + " must come once, before " + (helpComesFirst ? "TYPE and samples" : "samples"),
                    text);
        }
    }

    private void sample(int line, String text) {
        Sample sample = new SampleParser(syntax, line, text).parse();
        String type = metadata.get("TYPE");
        if (name == null || type == null) {
            throw new Violation(line, "a sample must follow the TYPE of its family", text);
        }
        boolean belongs = sample.name().startsWith(name)
                && syntax.suffixes(type).contains(sample.name().substring(name.length()));
        if (!belongs) {
            throw new Violation(line, "sample " + sample.name() + " does not belong to " + type + " " + name, text);
        }
        samples.add(sample);
    }

    private void endFamily(int line) {
        if (name == null) {
            return;
        }
        String type = metadata.get("TYPE");
        if (type == null) {
            String keyword = metadata.keySet().iterator().next();
            throw new Violation(
                    line, keyword + " of " + name + " must be followed by its TYPE", "# " + keyword + " " + name);
        }
        // OpenMetrics leaves out what it does not take, such as the negative sum of a summary.
        if (samples.isEmpty() && !syntax.isOpenMetrics()) {
            throw new Violation(line, "a family must have samples", "# TYPE " + name + " " + type);
        }
        families.add(new Family(
                name, type, metadata.getOrDefault("HELP", ""), metadata.getOrDefault("UNIT", ""), samples, firstLine));
        name = null;
        metadata = new LinkedHashMap<>();
        samples = new ArrayList<>();
    }
}
