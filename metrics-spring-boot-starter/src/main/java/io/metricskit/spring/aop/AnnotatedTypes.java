package io.metricskit.spring.aop;

import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** The annotated types of an application context, each looked at once. Safe for use by many threads. */
final class AnnotatedTypes {
    /*
     * The class of every bean is asked for, and few have annotations of ours. So the thorough search of AnnotatedType,
     * which is slow, is made only if a class or one of its supertypes carries such an annotation somewhere. Of
     * supertypes, which many classes share, that is found out once.
     */

    /** The kinds of annotations. */
    static final List<Class<? extends Annotation>> KINDS =
            List.of(Timed.class, InProgress.class, CountExceptions.class);

    private final Map<Class<?>, Optional<AnnotatedType>> byClass = new ConcurrentHashMap<>();
    private final Map<Class<?>, Boolean> carriers = new ConcurrentHashMap<>();

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
        boolean hasCarrier = Stream.of(TypeHierarchy.classesOf(type), TypeHierarchy.interfacesOf(type))
                .flatMap(Collection::stream)
                .anyMatch(each -> carriers.computeIfAbsent(each, AnnotatedTypes::isCarrier));
        try {
            return hasCarrier ? Optional.of(new AnnotatedType(type)) : Optional.empty();
        } catch (IllegalStateException | LinkageError e) {
            // As below. Spring cannot look at such a class either, so there will be no bean of it.
            return Optional.empty();
        }
    }

    /** Returns whether an annotation is on a type or on one of its own methods. */
    private static boolean isCarrier(Class<?> type) {
        if (FrameworkTypes.isOfJdk(type)) {
            return false;
        }
        try {
            return isAnnotated(type)
                    || Arrays.stream(ReflectionUtils.getDeclaredMethods(type)).anyMatch(AnnotatedTypes::isAnnotated);
        } catch (RuntimeException | LinkageError e) {
            // A class that names types which are not on the class path cannot be looked at, and need not be.
            return false;
        }
    }

    private static boolean isAnnotated(AnnotatedElement element) {
        // Asked first, since most have none and a search costs more.
        Annotation[] declared = element.getDeclaredAnnotations();
        return declared.length > 0 && KINDS.stream().anyMatch(MergedAnnotations.from(declared)::isPresent);
    }
}
