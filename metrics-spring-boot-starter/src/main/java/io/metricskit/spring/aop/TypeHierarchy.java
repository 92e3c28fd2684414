package io.metricskit.spring.aop;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/** The classes and interfaces that a type is of. */
final class TypeHierarchy {

    private TypeHierarchy() {}

    /** Returns a type and its superclasses, the nearest first and without Object. */
    static List<Class<?>> classesOf(@Nullable Class<?> type) {
        List<Class<?>> all = new ArrayList<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            all.add(each);
        }
        return all;
    }

    /** Returns the wanted ones of the methods that these classes declare, those of superclasses last. */
    static List<Method> methodsOf(Class<?> type, Predicate<Method> wanted) {
        List<Method> found = new ArrayList<>();
        for (Class<?> each : classesOf(type)) {
            for (Method method : ReflectionUtils.getDeclaredMethods(each)) {
                if (wanted.test(method)) {
                    found.add(method);
                }
            }
        }
        return found;
    }

    /** Returns all interfaces of a type, itself if it is one, also those that its interfaces extend. */
    static Set<Class<?>> interfacesOf(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        if (type.isInterface()) {
            all.add(type);
        }
        for (Class<?> each : classesOf(type)) {
            addInterfaces(each, all);
        }
        return all;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
        for (Class<?> each : type.getInterfaces()) {
            if (all.add(each)) {
                addInterfaces(each, all);
            }
        }
    }
}
