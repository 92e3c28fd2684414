package io.metricskit.spring.aop;

import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;

/**
 * Keeps in a native image what annotated methods need there: that they are found, with the names of their parameters,
 * and that label expressions can read what the methods take and return.
 */
final class AnnotatedMethodHints implements BeanRegistrationAotProcessor {

    private final AnnotatedTypes types = new AnnotatedTypes();
    private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

    @Override
    public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
        List<AnnotatedMethod> methods = Stream.of(bean.getBeanClass(), exposedType(bean))
                .distinct()
                .map(types::of)
                .filter(Objects::nonNull)
                .flatMap(type -> type.methods().stream())
                .toList();
        return methods.isEmpty()
                ? null
                : (generation, code) -> methods.forEach(method -> register(method, generation.getRuntimeHints()));
    }

    /** Returns the type of a bean as others see it: of a factory bean that of its product. */
    private static Class<?> exposedType(RegisteredBean bean) {
        Class<?> exposed = bean.isInnerBean() ? null : bean.getBeanFactory().getType(bean.getBeanName(), false);
        return exposed == null ? bean.getBeanClass() : exposed;
    }

    private void register(AnnotatedMethod method, RuntimeHints hints) {
        // An annotation that stands on one of the user's own is a proxy when it is merged.
        AnnotatedTypes.KINDS.forEach(kind -> hints.proxies().registerJdkProxy(kind));
        for (Method declaration : method.declarations()) {
            hints.reflection().registerMethod(declaration, ExecutableMode.INTROSPECT);
        }
        if (labels(method).anyMatch(AnnotatedMethodHints::readsObjects)) {
            registerForExpressions(method.method(), hints.reflection());
        }
    }

    private static Stream<String> labels(AnnotatedMethod method) {
        return Stream.of(
                        method.all(Timed.class).stream().map(Timed::labels),
                        method.all(InProgress.class).stream().map(InProgress::labels),
                        method.all(CountExceptions.class).stream().map(CountExceptions::labels))
                .flatMap(all -> all)
                .flatMap(Stream::of);
    }

    /** Returns whether the value of a label is an expression of more than a variable. */
    private static boolean readsObjects(String label) {
        String value = label.substring(label.indexOf('=') + 1).strip();
        return value.startsWith("#") && !VariableExpression.isOne(value);
    }

    private void registerForExpressions(Method method, ReflectionHints hints) {
        binding.registerReflectionHints(hints, method.getGenericReturnType());
        binding.registerReflectionHints(hints, method.getGenericParameterTypes());
        Stream.concat(Stream.of(method.getReturnType()), Stream.of(method.getParameterTypes()))
                .filter(type -> !type.isPrimitive() && !type.isArray())
                .forEach(type -> hints.registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS));
    }
}
