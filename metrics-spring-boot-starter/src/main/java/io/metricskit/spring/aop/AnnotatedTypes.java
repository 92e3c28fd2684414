package io.metricskit.spring.aop;

import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** The annotated types of an application context, each looked at once. Safe for use by many threads. */
final class AnnotatedTypes {
    /*
     * The class of every bean is asked for, and few have annotations of ours. So the thorough search of AnnotatedType,
     * which is slow, is made only if a class or one of its supertypes carries such an annotation somewhere. Of
     * supertypes, which many classes share, that is found out once, and so is which kinds of annotations count.
     */

    /** The kinds of annotations. */
    static final List<Class<? extends Annotation>> KINDS =
            List.of(Timed.class, InProgress.class, CountExceptions.class);

    private final Map<Class<?>, Optional<AnnotatedType>> byClass = new ConcurrentHashMap<>();
    private final Map<Class<?>, Boolean> carriers = new ConcurrentHashMap<>();
    private final Map<Class<? extends Annotation>, Boolean> annotations = new ConcurrentHashMap<>();

    /**
     * Returns what is annotated in a class, or null if neither it nor a supertype carries an annotation.
     *
     * @param beanClass the class of a bean or of a proxy's target, or an interface
     */
    @Nullable AnnotatedType of(Class<?> beanClass) {
        return byClass.computeIfAbsent(ClassUtils.getUserClass(beanClass), this::lookAt)
                .orElse(null);
    }

    private Optional<AnnotatedType> lookAt(Class<?> type) {
        try {
            return isCarrier(type) ? Optional.of(new AnnotatedType(type)) : Optional.empty();
        } catch (IllegalStateException | LinkageError e) {
            // As below. Spring cannot look at such a class either, so there will be no bean of it.
            return Optional.empty();
        }
    }

    /** Returns whether an annotation is on a type, on one of its own methods, or so on a supertype. */
    private boolean isCarrier(@Nullable Class<?> type) {
        if (type == null || FrameworkTypes.isOfJdk(type)) {
            return false;
        }
        Boolean known = carriers.get(type);
        if (known == null) {
            known = isCarrierItself(type) || isCarrier(type.getSuperclass()) || isAnyCarrier(type.getInterfaces());
            carriers.put(type, known);
        }
        return known;
    }

    private boolean isAnyCarrier(Class<?>[] types) {
        for (Class<?> type : types) {
            if (isCarrier(type)) {
                return true;
            }
        }
        return false;
    }

    private boolean isCarrierItself(Class<?> type) {
        try {
            return isAnnotated(type) || isAnyAnnotated(ReflectionUtils.getDeclaredMethods(type));
        } catch (RuntimeException | LinkageError e) {
            // A class that names types which are not on the class path cannot be looked at, and need not be.
            return false;
        }
    }

    private boolean isAnyAnnotated(Method[] methods) {
        for (Method method : methods) {
            if (isAnnotated(method)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAnnotated(AnnotatedElement element) {
        for (Annotation annotation : element.getDeclaredAnnotations()) {
            if (annotations.computeIfAbsent(annotation.annotationType(), AnnotatedTypes::isOurs)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a kind of annotation is one of ours, has one itself, or holds such annotations. */
    private static boolean isOurs(Class<?> annotation) {
        return KINDS.contains(annotation)
                || KINDS.stream().anyMatch(MergedAnnotations.from(annotation)::isPresent)
                || isOursInside(annotation);
    }

    private static boolean isOursInside(Class<?> annotation) {
        Method value = ReflectionUtils.findMethod(annotation, MergedAnnotation.VALUE);
        Class<?> held = value == null ? null : value.getReturnType().getComponentType();
        return held != null && held.isAnnotation() && isOurs(held);
    }
}
