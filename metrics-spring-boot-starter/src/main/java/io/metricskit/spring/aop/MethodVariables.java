package io.metricskit.spring.aop;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;

/**
 * The variables of label expressions on one method: its arguments by name, and outcomes of the call. An argument named
 * like a known outcome is hidden by it.
 */
final class MethodVariables {

    static final String RESULT = "result";
    static final String EXCEPTION = "exception";
    static final Set<String> OUTCOMES = Set.of(RESULT, EXCEPTION);

    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    /** The value of a variable in a call. */
    interface Variable {

        /** What is not known when the labels are evaluated. */
        Variable UNKNOWN = (arguments, result, failure) -> null;

        /**
         * Returns the value.
         *
         * @param arguments the call's arguments
         * @param result what the call has returned, if it has
         * @param failure what the call has thrown, if it has
         */
        @Nullable Object in(@Nullable Object[] arguments, @Nullable Object result, @Nullable Throwable failure);
    }

    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final boolean parametersAreNamed;

    /**
     * Makes the variables of a method, whose arguments go by the names of all its declarations.
     *
     * @param knownOutcomes which of {@link #OUTCOMES} are known when the labels are evaluated
     */
    MethodVariables(AnnotatedMethod method, Set<String> knownOutcomes) {
        boolean named = false;
        for (Method declaration : method.declarations()) {
            @Nullable String @Nullable [] names = NAMES.getParameterNames(declaration);
            named |= names != null;
            for (int i = 0; names != null && i < names.length; i++) {
                if (names[i] != null) {
                    int index = i;
                    variables.putIfAbsent(names[i], (arguments, result, failure) -> arguments[index]);
                }
            }
        }
        this.parametersAreNamed = named;
        if (knownOutcomes.contains(RESULT)) {
            variables.put(RESULT, (arguments, result, failure) -> result);
        }
        if (knownOutcomes.contains(EXCEPTION)) {
            variables.put(EXCEPTION, (arguments, result, failure) -> failure);
        }
    }

    /** Returns whether the names of the parameters were compiled in, or there are none. */
    boolean parametersAreNamed() {
        return parametersAreNamed;
    }

    Set<String> names() {
        return variables.keySet();
    }

    boolean has(String name) {
        return variables.containsKey(name);
    }

    /** Returns a variable; for a name that there is not, one without a value. */
    Variable get(String name) {
        return variables.getOrDefault(name, Variable.UNKNOWN);
    }
}
