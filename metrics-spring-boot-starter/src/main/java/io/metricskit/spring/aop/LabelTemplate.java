package io.metricskit.spring.aop;

import io.metricskit.Metric;
import io.metricskit.model.Labels;
import io.metricskit.model.Quoted;
import io.metricskit.model.Series;
import io.metricskit.spring.InstrumentationErrors;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The labels of one annotation, parsed: constants, and expressions that get their values at each call.
 *
 * <p>A label whose expression fails is left empty; the others keep their values.
 */
final class LabelTemplate {

    private static final String HOW_TO_WRITE = "Write each label as name=value, or as name=#expression.";
    private static final String ANY_VALUE = "?";
    private static final Pattern IN_BRACES = Pattern.compile("#\\{\\s*#?([\\p{L}_$][^{}]*?)\\s*}");

    /**
     * A label.
     *
     * @param constant the value, or some value where there is an expression
     */
    private record Label(
            String name, String constant, @Nullable LabelExpression expression) {}

    private final String site;
    private final InstrumentationErrors errors;

    /** By name, in the order in which metrics without declared names have them, and find them fastest. */
    private final Label[] labels;

    /**
     * Parses labels.
     *
     * @param labels each {@code name=value}
     * @param defaults constant labels, of which one may be replaced
     * @throws AnnotatedMethodException if a label cannot be parsed, or uses what its method does not have
     */
    LabelTemplate(
            AnnotatedMethod method,
            String[] labels,
            Map<String, String> defaults,
            MethodVariables variables,
            InstrumentationErrors errors) {
        this.site = method.site();
        this.errors = errors;
        SortedMap<String, Label> byName = new TreeMap<>();
        for (String label : labels) {
            Label parsed = parse(label, variables);
            if (byName.putIfAbsent(parsed.name(), parsed) != null) {
                throw new AnnotatedMethodException(
                        site, "the label " + Quoted.of(parsed.name()) + " is given twice", "Give each label once.");
            }
        }
        defaults.forEach((name, value) -> byName.putIfAbsent(name, new Label(name, value, null)));
        this.labels = byName.values().toArray(Label[]::new);
        requireValidNames();
    }

    private Label parse(String label, MethodVariables variables) {
        int equals = label.indexOf('=');
        if (equals < 0) {
            throw new AnnotatedMethodException(site, "the label " + Quoted.of(label) + " has no '='", HOW_TO_WRITE);
        }
        String name = label.substring(0, equals).strip();
        String value = label.substring(equals + 1).strip();
        if (value.isEmpty()) {
            throw new AnnotatedMethodException(
                    site, "the label " + Quoted.of(label) + " has no value, which is no label", HOW_TO_WRITE);
        }
        if (value.startsWith("#{")) {
            throw new AnnotatedMethodException(
                    site,
                    "the expression of the label " + Quoted.of(label) + " is in braces",
                    "Write it without braces, such as " + name + "=#" + inBraces(value, name) + ".");
        }
        return value.startsWith("#")
                ? new Label(name, ANY_VALUE, LabelExpression.of(site, value, variables))
                : new Label(name, value, null);
    }

    /** Returns the expression that is in the braces around a value, or another one if none can be told. */
    private static String inBraces(String value, String otherwise) {
        Matcher braces = IN_BRACES.matcher(value);
        return braces.matches() ? braces.group(1) : otherwise;
    }

    private void requireValidNames() {
        try {
            constants();
        } catch (IllegalArgumentException e) {
            throw new AnnotatedMethodException(site, String.valueOf(e.getMessage()), HOW_TO_WRITE, e);
        }
    }

    boolean isConstant() {
        return Arrays.stream(labels).allMatch(label -> label.expression() == null);
    }

    /** Returns all labels, those with expressions with some value. */
    Labels constants() {
        return all(Label::constant);
    }

    /** Returns the labels whose value is one of some constants. */
    List<String> those(DoubtfulConstants constants) {
        return Arrays.stream(labels)
                .filter(label -> constants.include(label.name(), label.constant()))
                .map(label -> label.name() + "=" + label.constant())
                .toList();
    }

    /** Returns the outcomes that expressions use although they are not known when the label is evaluated. */
    Set<String> unknownOutcomes() {
        Set<String> unknown = new LinkedHashSet<>();
        for (Label label : labels) {
            if (label.expression() != null) {
                unknown.addAll(label.expression().unknownOutcomes());
            }
        }
        return unknown;
    }

    /** Returns the series of a metric that a call belongs to. Up to four labels are looked up without a set of them. */
    <C extends Series> C find(
            Metric<C> metric, @Nullable Object[] arguments, @Nullable Object result, @Nullable Throwable failure) {
        Label[] all = labels;
        return switch (all.length) {
            case 1 -> metric.labels(all[0].name(), value(all[0], arguments, result, failure));
            case 2 ->
                metric.labels(
                        all[0].name(),
                        value(all[0], arguments, result, failure),
                        all[1].name(),
                        value(all[1], arguments, result, failure));
            case 3 ->
                metric.labels(
                        all[0].name(),
                        value(all[0], arguments, result, failure),
                        all[1].name(),
                        value(all[1], arguments, result, failure),
                        all[2].name(),
                        value(all[2], arguments, result, failure));
            case 4 ->
                metric.labels(
                        all[0].name(),
                        value(all[0], arguments, result, failure),
                        all[1].name(),
                        value(all[1], arguments, result, failure),
                        all[2].name(),
                        value(all[2], arguments, result, failure),
                        all[3].name(),
                        value(all[3], arguments, result, failure));
            default -> metric.labels(all(label -> value(label, arguments, result, failure)));
        };
    }

    private Labels all(Function<Label, String> value) {
        String[] pairs = new String[2 * labels.length];
        for (int i = 0; i < labels.length; i++) {
            pairs[2 * i] = labels[i].name();
            pairs[2 * i + 1] = value.apply(labels[i]);
        }
        // The metric refuses the names that its registry does not take.
        return Labels.utf8(pairs);
    }

    private String value(
            Label label, @Nullable Object[] arguments, @Nullable Object result, @Nullable Throwable failure) {
        LabelExpression expression = label.expression();
        if (expression == null) {
            return label.constant();
        }
        try {
            return expression.evaluate(arguments, result, failure);
        } catch (Throwable e) {
            errors.failed(
                    site,
                    new IllegalStateException(
                            "label " + Quoted.of(label.name()) + " is left empty, since " + expression + " failed", e));
            return "";
        }
    }
}
