package io.metricskit.spring.aop;

import io.metricskit.model.Labels;
import io.metricskit.model.Quoted;
import io.metricskit.spring.InstrumentationErrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;

/**
 * The labels of one annotation, parsed: constants, and expressions that get their values at each call.
 *
 * <p>A label whose expression fails is left empty; the others keep their values.
 */
final class LabelTemplate {

    private static final String HOW_TO_WRITE = "Write each label as name=value, or as name=#expression.";

    private final String site;
    private final MethodVariables variables;
    private final InstrumentationErrors errors;
    private final Map<String, String> constants = new LinkedHashMap<>();
    private final Map<String, LabelExpression> expressions = new LinkedHashMap<>();

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
        this.variables = variables;
        this.errors = errors;
        for (String label : labels) {
            add(label);
        }
        defaults.forEach((name, value) -> {
            if (!expressions.containsKey(name)) {
                constants.putIfAbsent(name, value);
            }
        });
        requireValidNames();
    }

    private void add(String label) {
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
        if (constants.containsKey(name) || expressions.containsKey(name)) {
            throw new AnnotatedMethodException(
                    site, "the label " + Quoted.of(name) + " is given twice", "Give each label once.");
        }
        if (value.startsWith("#")) {
            expressions.put(name, new LabelExpression(site, value, variables));
        } else {
            constants.put(name, value);
        }
    }

    private void requireValidNames() {
        try {
            placeholders();
        } catch (IllegalArgumentException e) {
            throw new AnnotatedMethodException(site, e.getMessage(), HOW_TO_WRITE, e);
        }
    }

    boolean isConstant() {
        return expressions.isEmpty();
    }

    /** Returns the labels that are the same for all calls. */
    Labels constants() {
        return Labels.of(constants);
    }

    /** Returns labels with all names and some value for each. */
    Labels placeholders() {
        Map<String, String> all = new LinkedHashMap<>(constants);
        expressions.keySet().forEach(name -> all.put(name, "?"));
        return Labels.of(all);
    }

    /** Returns the outcomes that expressions use although they are not known when the label is evaluated. */
    Set<String> unknownOutcomes() {
        Set<String> unknown = new LinkedHashSet<>();
        expressions.values().forEach(expression -> unknown.addAll(expression.unknownOutcomes()));
        return unknown;
    }

    /** Returns the labels for a call. */
    Labels evaluate(@Nullable Object[] arguments, @Nullable Object result, @Nullable Throwable failure) {
        EvaluationContext context = variables.of(arguments, result, failure);
        List<String> pairs = new ArrayList<>(2 * (constants.size() + expressions.size()));
        constants.forEach((name, value) -> {
            pairs.add(name);
            pairs.add(value);
        });
        expressions.forEach((name, expression) -> {
            pairs.add(name);
            pairs.add(valueOf(name, expression, context));
        });
        return Labels.of(pairs.toArray(String[]::new));
    }

    private String valueOf(String name, LabelExpression expression, EvaluationContext context) {
        try {
            return expression.evaluate(context);
        } catch (Throwable e) {
            errors.failed(
                    site,
                    new IllegalStateException(
                            "label '" + name + "' is left empty, since " + expression + " failed", e));
            return "";
        }
    }
}
