package io.metricskit.spring.aop;

import io.metricskit.model.Quoted;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ObjectUtils;

/**
 * The value of a label as an expression, checked once against the variables of its method.
 *
 * <p>Null gives an empty value, which is no label. An {@code Optional} gives what it holds, an array its elements. An
 * exception gives the simple name of its class: its message may be different each time.
 */
abstract class LabelExpression {

    private final String site;
    private final String text;
    private final MethodVariables variables;
    private final Set<String> unknownOutcomes = new LinkedHashSet<>();

    LabelExpression(String site, String text, MethodVariables variables) {
        this.site = site;
        this.text = text;
        this.variables = variables;
    }

    /**
     * Parses an expression. A variable alone, which is what most are, takes no expression language.
     *
     * @throws AnnotatedMethodException if it cannot be parsed, or uses what the variables do not offer
     */
    static LabelExpression of(String site, String text, MethodVariables variables) {
        return VariableExpression.isOne(text)
                ? new VariableExpression(site, text, variables)
                : new SpelLabelExpression(site, text, variables);
    }

    /** Returns the outcomes that the expression uses although they are not known when it is evaluated. */
    final Set<String> unknownOutcomes() {
        return unknownOutcomes;
    }

    /** Returns the value for a call. */
    final String evaluate(@Nullable Object[] arguments, @Nullable Object result, @Nullable Throwable failure) {
        Object value = value(arguments, result, failure);
        if (value instanceof Optional<?> optional) {
            value = optional.orElse(null);
        }
        if (value instanceof Throwable thrown) {
            String simpleName = thrown.getClass().getSimpleName();
            return simpleName.isEmpty() ? thrown.getClass().getName() : simpleName;
        }
        return value == null ? "" : ObjectUtils.nullSafeToString(value);
    }

    abstract @Nullable Object value(@Nullable Object[] arguments, @Nullable Object result, @Nullable Throwable failure);

    final MethodVariables variables() {
        return variables;
    }

    /** Returns a variable that the expression uses. */
    final MethodVariables.Variable variable(String name) {
        if (!variables.has(name)) {
            if (MethodVariables.OUTCOMES.contains(name)) {
                unknownOutcomes.add(name);
            } else if (!variables.parametersAreNamed()) {
                throw refusal(
                        "the name of parameter " + Quoted.of(name) + " was not compiled in",
                        "Compile the class anew with the option -parameters (Maven: maven.compiler.parameters=true, and"
                                + " mvn clean, since Maven compiles only what has changed).");
            } else {
                throw refusal(
                        "there is no variable " + Quoted.of(name) + ", only " + variables.names(),
                        "Use one of the variables, or correct the parameter's name.");
            }
        }
        return variables.get(name);
    }

    final AnnotatedMethodException refusal(String reason, String action) {
        return new AnnotatedMethodException(site, "the label expression " + Quoted.of(text) + ": " + reason, action);
    }

    @Override
    public final String toString() {
        return text;
    }
}
