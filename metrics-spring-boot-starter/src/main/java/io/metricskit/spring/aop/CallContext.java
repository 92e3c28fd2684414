package io.metricskit.spring.aop;

import io.metricskit.model.Quoted;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.BeanResolver;
import org.springframework.expression.ConstructorResolver;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.MethodResolver;
import org.springframework.expression.OperatorOverloader;
import org.springframework.expression.PropertyAccessor;
import org.springframework.expression.TypeComparator;
import org.springframework.expression.TypeConverter;
import org.springframework.expression.TypeLocator;
import org.springframework.expression.TypedValue;
import org.springframework.expression.spel.support.DataBindingPropertyAccessor;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

/**
 * The view that an expression has of one call. Everything but the values of the variables is the same for all calls, so
 * that a call copies nothing.
 */
final class CallContext implements EvaluationContext {

    // One for all, since expressions remember the accessor that has served them, and look for another if it is gone.
    private static final EvaluationContext SHARED = SimpleEvaluationContext.forPropertyAccessors(
                    DataBindingPropertyAccessor.forReadOnlyAccess())
            .withInstanceMethods()
            .withAssignmentDisabled()
            .build();

    /** What the expression language itself calls the root object, so that it asks for no variable of this name. */
    private static final String ROOT = "root";

    private final MethodVariables variables;
    private final @Nullable Object[] arguments;
    private final @Nullable Object result;
    private final @Nullable Throwable failure;

    CallContext(
            MethodVariables variables,
            @Nullable Object[] arguments,
            @Nullable Object result,
            @Nullable Throwable failure) {
        this.variables = variables;
        this.arguments = arguments;
        this.result = result;
        this.failure = failure;
    }

    @Override
    public @Nullable Object lookupVariable(String name) {
        return variables.get(name).in(arguments, result, failure);
    }

    @Override
    public void setVariable(String name, @Nullable Object value) {
        throw new UnsupportedOperationException("label expressions cannot set the variable " + Quoted.of(name));
    }

    @Override
    public boolean isAssignmentEnabled() {
        return false;
    }

    @Override
    public TypedValue getRootObject() {
        return variables.has(ROOT) ? new TypedValue(lookupVariable(ROOT)) : SHARED.getRootObject();
    }

    @Override
    public List<PropertyAccessor> getPropertyAccessors() {
        return SHARED.getPropertyAccessors();
    }

    @Override
    public List<ConstructorResolver> getConstructorResolvers() {
        return SHARED.getConstructorResolvers();
    }

    @Override
    public List<MethodResolver> getMethodResolvers() {
        return SHARED.getMethodResolvers();
    }

    @Override
    public @Nullable BeanResolver getBeanResolver() {
        return SHARED.getBeanResolver();
    }

    @Override
    public TypeLocator getTypeLocator() {
        return SHARED.getTypeLocator();
    }

    @Override
    public TypeConverter getTypeConverter() {
        return SHARED.getTypeConverter();
    }

    @Override
    public TypeComparator getTypeComparator() {
        return SHARED.getTypeComparator();
    }

    @Override
    public OperatorOverloader getOperatorOverloader() {
        return SHARED.getOperatorOverloader();
    }
}
