package io.metricskit.spring.aop;

import io.metricskit.model.Quoted;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * The view that an expression has of one call. Everything but the values of the variables is shared by all calls, so
 * that a call copies nothing.
 */
final class CallContext implements EvaluationContext {

    /** What the expression language itself calls the root object, so that it asks for no variable of this name. */
    private static final String ROOT = "root";

    /** What a name without a variable is read of: of null it would silently be null. */
    private static final Object NOTHING = new Object();

    private final EvaluationContext shared;
    private final MethodVariables variables;
    private final Set<String> askedAsOptionals;
    private final @Nullable Object[] arguments;
    private final @Nullable Object result;
    private final @Nullable Throwable failure;

    CallContext(
            EvaluationContext shared,
            MethodVariables variables,
            Set<String> askedAsOptionals,
            @Nullable Object[] arguments,
            @Nullable Object result,
            @Nullable Throwable failure) {
        this.shared = shared;
        this.variables = variables;
        this.askedAsOptionals = askedAsOptionals;
        this.arguments = arguments;
        this.result = result;
        this.failure = failure;
    }

    /**
     * Returns what the calls share. An expression keeps one, since it remembers the accessor that has served it and
     * looks for another if that is gone. Accessors remember classes, so that no static field may keep them: devtools
     * starts an application again with other classes, but with the same starter.
     */
    static EvaluationContext shared() {
        return SimpleEvaluationContext.forPropertyAccessors(DataBindingPropertyAccessor.forReadOnlyAccess())
                .withInstanceMethods()
                .withRootObject(NOTHING)
                .build();
    }

    @Override
    public @Nullable Object lookupVariable(String name) {
        Object value = variables.get(name).in(arguments, result, failure);
        return value instanceof Optional<?> optional && !askedAsOptionals.contains(name)
                ? optional.orElse(null)
                : value;
    }

    @Override
    public void setVariable(String name, @Nullable Object value) {
        throw new UnsupportedOperationException("label expressions cannot set the variable " + Quoted.of(name));
    }

    @Override
    public TypedValue getRootObject() {
        return variables.has(ROOT) ? new TypedValue(lookupVariable(ROOT)) : shared.getRootObject();
    }

    @Override
    public List<PropertyAccessor> getPropertyAccessors() {
        return shared.getPropertyAccessors();
    }

    @Override
    public List<ConstructorResolver> getConstructorResolvers() {
        return shared.getConstructorResolvers();
    }

    @Override
    public List<MethodResolver> getMethodResolvers() {
        return shared.getMethodResolvers();
    }

    @Override
    public @Nullable BeanResolver getBeanResolver() {
        return shared.getBeanResolver();
    }

    @Override
    public TypeLocator getTypeLocator() {
        return shared.getTypeLocator();
    }

    @Override
    public TypeConverter getTypeConverter() {
        return shared.getTypeConverter();
    }

    @Override
    public TypeComparator getTypeComparator() {
        return shared.getTypeComparator();
    }

    @Override
    public OperatorOverloader getOperatorOverloader() {
        return shared.getOperatorOverloader();
    }
}
