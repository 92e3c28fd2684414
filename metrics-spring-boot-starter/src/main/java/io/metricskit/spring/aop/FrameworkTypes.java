package io.metricskit.spring.aop;

import java.lang.reflect.Proxy;
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

    private FrameworkTypes() {}

    /**
     * Returns whether a superclass is a framework's for the author of a class.
     *
     * @param type the class, whose author has written what is near it as well
     */
    static boolean isForeign(Class<?> superclass, Class<?> type) {
        return isOfJdk(superclass)
                || (isOfSpring(superclass)
                        && !(isOfSpring(type) && part(superclass).equals(part(type)))
                        && !AnnotatedElementUtils.isAnnotated(superclass, Component.class));
    }

    /** Returns whether a class was made by the JVM, so that its name says nothing, and its proxies have interfaces. */
    static boolean isMadeByJvm(Class<?> type) {
        return Proxy.isProxyClass(type) || ClassUtils.isLambdaClass(type);
    }

    static boolean isOfJdk(Class<?> type) {
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
}
