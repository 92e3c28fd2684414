package io.metricskit.spring.aop;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.MethodResolver;
import org.springframework.expression.PropertyAccessor;
import org.springframework.expression.spel.support.DataBindingMethodResolver;
import org.springframework.expression.spel.support.DataBindingPropertyAccessor;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

/**
 * The variables of label expressions on one method: its arguments by name, and outcomes of the call.
 *
 * <p>Expressions read properties and call methods of these objects. They reach no types, beans or constructors, and
 * assign nothing. An argument named like a known outcome is hidden by it.
 */
final class MethodVariables {

    static final String RESULT = "result";
    static final String EXCEPTION = "exception";
    static final Set<String> OUTCOMES = Set.of(RESULT, EXCEPTION);

    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    // Shared, since expressions remember the accessor that has served them, and look for another if it is gone.
    private static final PropertyAccessor PROPERTIES = DataBindingPropertyAccessor.forReadOnlyAccess();
    private static final MethodResolver METHODS = DataBindingMethodResolver.forInstanceMethodInvocation();

    private final Map<String, Integer> parameters = new LinkedHashMap<>();
    private final boolean parametersAreNamed;
    private final Set<String> knownOutcomes;

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
                    parameters.putIfAbsent(names[i], i);
                }
            }
        }
        this.parametersAreNamed = named;
        this.knownOutcomes = knownOutcomes;
    }

    /** Returns whether the names of the parameters were compiled in, or there are none. */
    boolean parametersAreNamed() {
        return parametersAreNamed;
    }

    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(parameters.keySet());
        names.addAll(knownOutcomes);
        return names;
    }

    /** Returns the variables of a call. */
    EvaluationContext of(@Nullable Object[] arguments, @Nullable Object result, @Nullable Throwable failure) {
        SimpleEvaluationContext context = SimpleEvaluationContext.forPropertyAccessors(PROPERTIES)
                .withMethodResolvers(METHODS)
                .withAssignmentDisabled()
                .build();
        parameters.forEach((name, index) -> context.setVariable(name, arguments[index]));
        if (knownOutcomes.contains(RESULT)) {
            context.setVariable(RESULT, result);
        }
        if (knownOutcomes.contains(EXCEPTION)) {
            context.setVariable(EXCEPTION, failure);
        }
        return context;
    }
}
