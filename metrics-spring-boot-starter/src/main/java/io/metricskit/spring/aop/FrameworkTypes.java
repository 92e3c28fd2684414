package io.metricskit.spring.aop;

import java.lang.reflect.Proxy;
import java.util.Set;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** Recognises the types of the JDK and of Spring, which are not a user's. */
final class FrameworkTypes {
    /*
     * Spring itself takes for a user's what is not below its package, or has a stereotype. Users are there as well,
     * such as in org.springframework.samples, and a bean from a method needs no stereotype.
     */

    private static final String SPRING = "org.springframework.";

    /** The packages of Spring whose classes a start meets by the hundred. */
    private static final Set<String> LARGE = Set.of(
            "aop",
            "beans",
            "boot",
            "cache",
            "context",
            "core",
            "data",
            "format",
            "http",
            "jdbc",
            "jmx",
            "orm",
            "scheduling",
            "security",
            "transaction",
            "util",
            "validation",
            "web");

    private FrameworkTypes() {}

    /** Returns whether a type is surely a framework's, so that a search for annotations on it can be saved. */
    static boolean cannotBeAnnotated(Class<?> type) {
        return isOfJdk(type) || (isOfSpring(type) && LARGE.contains(part(type)) && !hasStereotype(type));
    }

    /**
     * Returns whether a superclass is a framework's for the author of a class.
     *
     * @param type the class, whose author has written what is near it as well
     */
    static boolean isForeign(Class<?> superclass, Class<?> type) {
        return isOfJdk(superclass)
                || (isOfSpring(superclass)
                        && !(isOfSpring(type) && part(superclass).equals(part(type)))
                        && !hasStereotype(superclass));
    }

    /** Returns whether a class was made by the JVM, so that its name says nothing, and its proxies have interfaces. */
    static boolean isMadeByJvm(Class<?> type) {
        return Proxy.isProxyClass(type) || ClassUtils.isLambdaClass(type);
    }

    private static boolean isOfJdk(Class<?> type) {
        return type.getName().startsWith("java.");
    }

    private static boolean isOfSpring(Class<?> type) {
        return type.getName().startsWith(SPRING);
    }

    /** Returns the name of the package just below that of Spring. */
    private static String part(Class<?> type) {
        String below = type.getName().substring(SPRING.length());
        int dot = below.indexOf('.');
        return dot < 0 ? "" : below.substring(0, dot);
    }

    private static boolean hasStereotype(Class<?> type) {
        // Asked first, since most have none and a search costs more.
        return type.getAnnotations().length > 0 && AnnotatedElementUtils.isAnnotated(type, Component.class);
    }
}
