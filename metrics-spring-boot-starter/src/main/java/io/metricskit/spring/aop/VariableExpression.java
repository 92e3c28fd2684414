package io.metricskit.spring.aop;

import org.jspecify.annotations.Nullable;

/** A label expression that is one variable, such as {@code #article}. */
final class VariableExpression extends LabelExpression {

    private final MethodVariables.Variable variable;

    VariableExpression(String site, String text, MethodVariables variables) {
        super(site, text, variables);
        this.variable = variable(text.substring(1));
    }

    /** Returns whether an expression is a variable alone. */
    static boolean isOne(String text) {
        return text.length() > 1
                && Character.isJavaIdentifierStart(text.charAt(1))
                && text.chars().skip(2).allMatch(Character::isJavaIdentifierPart);
    }

    @Override
    @Nullable Object value(@Nullable Object[] arguments, @Nullable Object result, @Nullable Throwable failure) {
        return variable.in(arguments, result, failure);
    }
}
