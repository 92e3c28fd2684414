package io.metricskit.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Reads one sample line: {@code name[{label="value",…}] value[ timestamp]}, with exactly these blanks.
 *
 * <p>A value may be spelled in any decimal way here; {@link NumberSpelling} judges that.
 */
final class SampleParser {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern MILLISECONDS = Pattern.compile("\\d{1,18}");

    private final int line;
    private final String text;
    private int position;

    SampleParser(int line, String text) {
        this.line = line;
        this.text = text;
    }

    Sample parse() {
        String name = until("{ ");
        if (!Names.isMetricName(name)) {
            throw violation("illegal metric name " + name);
        }
        List<Label> labels = next('{') ? labels() : List.of();
        require(' ', "a value");
        String value = until(" ");
        OptionalLong timestamp = next(' ') ? timestamp(text.substring(position)) : OptionalLong.empty();
        return new Sample(name, labels, number(value), value, timestamp, line);
    }

    private List<Label> labels() {
        List<Label> labels = new ArrayList<>();
        do {
            labels.add(label());
        } while (next(','));
        require('}', "a comma or the end of the labels");
        return labels;
    }

    private Label label() {
        String name = until("=},\" ");
        if (!Names.isLabelName(name)) {
            throw violation("illegal label name " + name);
        }
        require('=', "the label's value");
        require('"', "the label's value in quotes");
        return new Label(name, quoted());
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        while (!next('"')) {
            value.append(next('\\') ? escaped() : take());
        }
        return value.toString();
    }

    private char escaped() {
        return switch (take()) {
            case '\\' -> '\\';
            case '"' -> '"';
            case 'n' -> '\n';
            default -> throw violation("a label value knows the escapes \\\\, \\\" and \\n only");
        };
    }

    private double number(String value) {
        return switch (value) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> {
                if (!NUMBER.matcher(value).matches()) {
                    throw violation("a value must be a number, +Inf, -Inf or NaN, got " + value);
                }
                yield Double.parseDouble(value);
            }
        };
    }

    private OptionalLong timestamp(String milliseconds) {
        if (!MILLISECONDS.matcher(milliseconds).matches()) {
            throw violation("a timestamp must be whole milliseconds in digits only, got " + milliseconds);
        }
        return OptionalLong.of(Long.parseLong(milliseconds));
    }

    private String until(String stops) {
        int start = position;
        while (position < text.length() && stops.indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    private char take() {
        if (position == text.length()) {
            throw violation("a label value must end in a quote");
        }
        return text.charAt(position++);
    }

    private boolean next(char expected) {
        if (position < text.length() && text.charAt(position) == expected) {
            position++;
            return true;
        }
        return false;
    }

    private void require(char expected, String what) {
        if (!next(expected)) {
            throw violation("expected '" + expected + "' for " + what + " at column " + (position + 1));
        }
    }

    private Violation violation(String rule) {
        return new Violation(line, rule, text);
    }
}
