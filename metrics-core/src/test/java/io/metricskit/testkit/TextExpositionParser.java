package io.metricskit.testkit;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a text exposition into families, refusing every line that has no place in one. */
final class TextExpositionParser {
    private static final Pattern HELP = Pattern.compile("# HELP ([^ ]+) (.*)", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("# TYPE ([^ ]+) ([^ ]+)", Pattern.DOTALL);
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");

    private final List<Family> families = new ArrayList<>();
    private final Map<String, Integer> firstLines = new HashMap<>();

    private @Nullable String name;
    private @Nullable String help;
    private @Nullable String type;
    private int firstLine;
    private List<Sample> samples = new ArrayList<>();

    private TextExpositionParser() {}

    static List<Family> parse(byte[] body) {
        String text = decode(body);
        TextExpositionParser parser = new TextExpositionParser();
        int line = 0;
        int start = 0;
        while (start < text.length()) {
            line++;
            int end = text.indexOf('\n', start);
            if (end < 0) {
                throw new Violation(line, "the last line must end in LF", text.substring(start));
            }
            parser.line(line, text.substring(start, end));
            start = end + 1;
        }
        parser.endFamily(line);
        return parser.families;
    }

    private static String decode(byte[] body) {
        CharBuffer text = CharBuffer.allocate(body.length);
        ByteBuffer bytes = ByteBuffer.wrap(body);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
        text.flip();
        if (result.isError()) {
            String before = text.toString();
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            throw new Violation(line, "invalid UTF-8", before.substring(before.lastIndexOf('\n') + 1) + "…");
        }
        if (text.length() > 0 && text.charAt(0) == '\uFEFF') {
            throw new Violation(1, "a byte order mark must not be sent", "U+FEFF");
        }
        return text.toString();
    }

    private void line(int line, String text) {
        if (text.endsWith("\r")) {
            throw new Violation(line, "a line must not end in CR", text);
        }
        if (text.isEmpty()) {
            throw new Violation(line, "a line must not be blank", text);
        }
        if (text.startsWith("#")) {
            metadata(line, text);
        } else {
            sample(line, text);
        }
    }

    private void metadata(int line, String text) {
        Matcher helpLine = HELP.matcher(text);
        Matcher typeLine = TYPE.matcher(text);
        if (helpLine.matches()) {
            help(line, text, helpLine.group(1), helpLine.group(2));
        } else if (typeLine.matches()) {
            type(line, text, typeLine.group(1), typeLine.group(2));
        } else {
            throw new Violation(line, "a line must be HELP, TYPE or a sample", text);
        }
    }

    private void help(int line, String text, String family, String escaped) {
        if (family.equals(name)) {
            throw new Violation(line, "HELP must come once, before TYPE and samples", text);
        }
        beginFamily(line, text, family);
        help = unescapedHelp(line, escaped);
    }

    private void type(int line, String text, String family, String word) {
        if (!family.equals(name)) {
            beginFamily(line, text, family);
        }
        if (type != null) {
            throw new Violation(line, "TYPE must come once, before samples", text);
        }
        if (!TYPES.contains(word)) {
            throw new Violation(line, "TYPE must be one of " + TYPES, text);
        }
        type = word;
    }

    private void sample(int line, String text) {
        Sample sample = new SampleParser(line, text).parse();
        if (name == null || type == null) {
            throw new Violation(line, "a sample must follow the TYPE of its family", text);
        }
        if (!belongs(sample.name(), name, type)) {
            throw new Violation(line, "sample " + sample.name() + " does not belong to " + type + " " + name, text);
        }
        samples.add(sample);
    }

    private static boolean belongs(String sample, String family, String type) {
        return switch (type) {
            case "histogram" ->
                Set.of(family + "_bucket", family + "_sum", family + "_count").contains(sample);
            case "summary" -> Set.of(family, family + "_sum", family + "_count").contains(sample);
            default -> sample.equals(family);
        };
    }

    private void beginFamily(int line, String text, String family) {
        endFamily(line - 1);
        if (!Names.isMetricName(family)) {
            throw new Violation(line, "illegal metric name " + family, text);
        }
        Integer before = firstLines.putIfAbsent(family, line);
        if (before != null) {
            throw new Violation(line, "all lines of a family must be together, it began at line " + before, text);
        }
        name = family;
        firstLine = line;
    }

    private void endFamily(int line) {
        if (name == null) {
            return;
        }
        if (type == null) {
            throw new Violation(line, "HELP of " + name + " must be followed by its TYPE", "# HELP " + name);
        }
        if (samples.isEmpty()) {
            throw new Violation(line, "a family must have samples", "# TYPE " + name + " " + type);
        }
        families.add(new Family(name, type, help == null ? "" : help, samples, firstLine));
        name = null;
        help = null;
        type = null;
        samples = new ArrayList<>();
    }

    private static String unescapedHelp(int line, String escaped) {
        StringBuilder text = new StringBuilder(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '\\') {
                i++;
                c = switch (i < escaped.length() ? escaped.charAt(i) : '\0') {
                    case '\\' -> '\\';
                    case 'n' -> '\n';
                    default -> throw new Violation(line, "HELP knows the escapes \\\\ and \\n only", escaped);
                };
            }
            text.append(c);
        }
        return text.toString();
    }
}
