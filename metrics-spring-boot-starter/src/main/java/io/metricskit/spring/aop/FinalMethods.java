package io.metricskit.spring.aop;

import java.io.Closeable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.Aware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;

/**
 * The final methods of a class that other beans may call and that use its fields. A proxy that extends the class cannot
 * pass them on to the bean, but runs them on itself, with empty fields.
 */
final class FinalMethods {
    /*
     * Whoever knows a bean by an interface has its proxy, so a final method of that interface is surely called there.
     * Other final methods are mostly for the class itself and its subclasses, such as getJdbcTemplate(), and these call
     * them on the bean. Protected ones are for nobody else.
     */

    /** Spring calls these on the bean itself, as it does those of {@link Aware}. */
    private static final Set<Class<?>> CALLBACKS =
            Set.of(InitializingBean.class, DisposableBean.class, Closeable.class, AutoCloseable.class);

    private static final int MAX_NAMED = 10;

    private FinalMethods() {}

    /** Returns those that an interface has, the ones of superclasses last. */
    static List<Method> ofInterfaces(Class<?> type) {
        Set<Class<?>> interfaces = TypeHierarchy.interfacesOf(type);
        return of(type, method -> interfaces.stream().anyMatch(each -> !isCallback(each) && declares(each, method)));
    }

    /** Returns those that no interface has, the ones of superclasses last. */
    static List<Method> ofNoInterface(Class<?> type) {
        Set<Class<?>> interfaces = TypeHierarchy.interfacesOf(type);
        return of(type, method -> interfaces.stream().noneMatch(each -> declares(each, method)));
    }

    /** Returns the names of methods, each once, and not all of very many. */
    static String names(Stream<Method> methods) {
        List<String> names =
                methods.map(KotlinFunctions::name).distinct().sorted().toList();
        return names.stream().limit(MAX_NAMED).collect(Collectors.joining(", "))
                + (names.size() > MAX_NAMED ? " and others" : "");
    }

    private static List<Method> of(Class<?> type, Predicate<Method> filter) {
        FieldUse fieldUse = new FieldUse(type);
        return TypeHierarchy.methodsOf(
                type, method -> isForOthers(method) && filter.test(method) && fieldUse.isIn(method));
    }

    private static boolean isForOthers(Method method) {
        int modifiers = method.getModifiers();
        return Modifier.isFinal(modifiers)
                && !Modifier.isStatic(modifiers)
                && !Modifier.isPrivate(modifiers)
                && !Modifier.isProtected(modifiers)
                && !method.isSynthetic()
                && !KotlinFunctions.isOverload(method);
    }

    private static boolean isCallback(Class<?> anInterface) {
        return CALLBACKS.contains(anInterface) || Aware.class.isAssignableFrom(anInterface);
    }

    /** Returns whether an interface has exactly that method: of a generic one the compiler makes another, not final. */
    private static boolean declares(Class<?> anInterface, Method method) {
        return Arrays.stream(anInterface.getDeclaredMethods())
                .anyMatch(each -> each.getName().equals(method.getName())
                        && each.getReturnType() == method.getReturnType()
                        && Arrays.equals(each.getParameterTypes(), method.getParameterTypes()));
    }
}
