package io.metricskit.testkit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Reads one sample line: {@code name[{label="value",…}] value[ timestamp][ # exemplar]}, with exactly these blanks.
 *
 * <p>A value may be spelled in any decimal way here; {@link NumberSpelling} judges that.
 */
final class SampleParser {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern MILLISECONDS = Pattern.compile("\\d{1,18}");
    private static final String LABEL_VALUE = "a label value";

    private final Syntax syntax;
    private final int line;
    private final LineCursor cursor;

    SampleParser(Syntax syntax, int line, String text) {
        this.syntax = syntax;
        this.line = line;
        this.cursor = new LineCursor(line, text);
    }

    Sample parse() {
        String name;
        List<Label> labels;
        if (syntax.hasQuotedNames() && cursor.next('{')) {
            cursor.require('"', "the metric's name in quotes");
            name = Names.quotedMetric(cursor);
            labels = cursor.next(',') ? labels() : List.of();
            endOfLabels();
        } else {
            name = Names.metric(cursor.until("{ "), cursor);
            labels = List.of();
            if (cursor.next('{')) {
                labels = labels();
                endOfLabels();
            }
        }
        cursor.require(' ', "a value");
        String value = cursor.until(" ");
        double number = number(value);
        OptionalLong timestamp = OptionalLong.empty();
        Optional<Exemplar> exemplar = Optional.empty();
        boolean more = cursor.next(' ');
        if (more && !(syntax.isOpenMetrics() && cursor.sees('#'))) {
            timestamp = timestamp(cursor.until(syntax.isOpenMetrics() ? " " : ""));
            more = cursor.next(' ');
        }
        if (more) {
            exemplar = Optional.of(exemplar());
        }
        return new Sample(name, labels, number, value, timestamp, exemplar, line);
    }

    /** Reads one label or more. */
    private List<Label> labels() {
        List<Label> labels = new ArrayList<>();
        do {
            labels.add(label());
        } while (cursor.next(','));
        return labels;
    }

    private Label label() {
        String name = syntax.hasQuotedNames() && cursor.next('"')
                ? Names.quotedLabel(cursor)
                : Names.label(cursor.until("=},\" "), cursor);
        cursor.require('=', "the label's value");
        cursor.require('"', "the label's value in quotes");
        return new Label(name, cursor.quoted(LABEL_VALUE));
    }

    private void endOfLabels() {
        cursor.require('}', "a comma or the end of the labels");
    }

    private Exemplar exemplar() {
        cursor.require('#', "an exemplar");
        cursor.require(' ', "the exemplar's labels");
        cursor.require('{', "the exemplar's labels");
        List<Label> labels = cursor.sees('}') ? List.of() : labels();
        endOfLabels();
        cursor.require(' ', "the exemplar's value");
        double value = number(cursor.until(" "));
        OptionalDouble timestamp =
                cursor.next(' ') ? OptionalDouble.of(seconds(cursor.until("")).doubleValue()) : OptionalDouble.empty();
        return new Exemplar(labels, value, timestamp);
    }

    private double number(String value) {
        return switch (value) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> {
                if (!NUMBER.matcher(value).matches()) {
                    throw cursor.violation("a value must be a number, +Inf, -Inf or NaN, got " + value);
                }
                yield Double.parseDouble(value);
            }
        };
    }

    private OptionalLong timestamp(String time) {
        if (syntax.isOpenMetrics()) {
            BigDecimal millis = seconds(time).movePointRight(3).setScale(0, RoundingMode.FLOOR);
            return OptionalLong.of(millis.longValue());
        }
        if (!MILLISECONDS.matcher(time).matches()) {
            throw cursor.violation("a timestamp must be whole milliseconds in digits only, got " + time);
        }
        return OptionalLong.of(Long.parseLong(time));
    }

    private BigDecimal seconds(String time) {
        if (!NUMBER.matcher(time).matches()) {
            throw cursor.violation("a timestamp must be seconds, got " + time);
        }
        return new BigDecimal(time);
    }
}
