package io.metricskit.spring.aop;

import java.util.regex.Pattern;

/**
 * Tells which constants of labels seem to be meant otherwise: as an expression, as a parameter, or as several labels.
 *
 * @param variables what expressions on the method may use
 */
record DoubtfulConstants(MethodVariables variables) {

    private static final Pattern LIKE_AN_EXPRESSION = Pattern.compile("[$#]\\{|#[A-Za-z_]");
    private static final Pattern LIKE_SEVERAL_LABELS = Pattern.compile(",\\s*[A-Za-z_]\\w*=");

    boolean include(String name, String value) {
        return LIKE_AN_EXPRESSION.matcher(value).find()
                || LIKE_SEVERAL_LABELS.matcher(value).find()
                || isLikeAVariable(name, value);
    }

    /** A text may well be the name of some parameter; one that is also the name of the label says nothing as text. */
    private boolean isLikeAVariable(String name, String value) {
        boolean isInBraces = value.startsWith("{") && value.endsWith("}");
        return isInBraces
                ? variables.has(value.substring(1, value.length() - 1))
                : value.equals(name) && variables.has(value);
    }
}
