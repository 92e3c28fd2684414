package io.metricskit.spring.aop;

import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import java.lang.annotation.Annotation;
import java.lang.annotation.Repeatable;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** The annotated types of an application context, each looked at once. Safe for use by many threads. */
final class AnnotatedTypes {
    /*
     * The class of every bean is asked for, and few have annotations of ours. So the thorough search of AnnotatedType,
     * which is slow, is made only if a class or one of its supertypes carries such an annotation somewhere. Of
     * supertypes and of annotations, which many classes share, that is found out once.
     */

    /** The kinds of annotations. */
    static final List<Class<? extends Annotation>> KINDS =
            List.of(Timed.class, InProgress.class, CountExceptions.class);

    private final Map<Class<?>, Optional<AnnotatedType>> byClass = new ConcurrentHashMap<>();
    private final Map<Class<?>, Boolean> carriers = new ConcurrentHashMap<>();
    private final Map<Class<? extends Annotation>, Boolean> annotations = new ConcurrentHashMap<>();

    /**
     * Returns what is annotated in a class, or null if nothing is.
     *
     * @param beanClass the class of a bean or of a proxy's target, or an interface
     */
    @Nullable AnnotatedType of(Class<?> beanClass) {
        Optional<AnnotatedType> known = byClass.get(beanClass);
        if (known == null) {
            Class<?> type = ClassUtils.getUserClass(beanClass);
            known = hasCarrier(type) ? AnnotatedType.of(type) : Optional.empty();
            Optional<AnnotatedType> earlier = byClass.putIfAbsent(beanClass, known);
            known = earlier == null ? known : earlier;
        }
        return known.orElse(null);
    }

    /** Returns whether an annotation is on a type, on a supertype or on a method of one. */
    private boolean hasCarrier(Class<?> type) {
        Boolean known = carriers.get(type);
        if (known != null) {
            return known;
        }
        Class<?> superclass = type.getSuperclass();
        boolean found = (superclass != null && hasCarrier(superclass)) || isCarrier(type);
        for (Class<?> each : type.getInterfaces()) {
            found = found || hasCarrier(each);
        }
        carriers.put(type, found);
        return found;
    }

    private boolean isCarrier(Class<?> type) {
        if (FrameworkTypes.cannotBeAnnotated(type)) {
            return false;
        }
        try {
            if (isAnnotated(type)) {
                return true;
            }
            for (Method method : ReflectionUtils.getDeclaredMethods(type)) {
                if (isAnnotated(method)) {
                    return true;
                }
            }
            return false;
        } catch (RuntimeException | LinkageError e) {
            // A class that names types which are not on the class path cannot be looked at, and need not be.
            return false;
        }
    }

    private boolean isAnnotated(AnnotatedElement element) {
        for (Annotation annotation : element.getDeclaredAnnotations()) {
            if (annotations.computeIfAbsent(annotation.annotationType(), AnnotatedTypes::isOrCarriesOurs)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOrCarriesOurs(Class<? extends Annotation> type) {
        Class<? extends Annotation> repeated = repeatedIn(type);
        return isOurs(type) || (repeated != null && isOurs(repeated));
    }

    private static boolean isOurs(Class<? extends Annotation> type) {
        MergedAnnotations carried = MergedAnnotations.from(type);
        return KINDS.stream().anyMatch(kind -> type == kind || carried.isPresent(kind));
    }

    /** Returns what the compiler puts in a list of this type where it is repeated, or null where it is no such list. */
    private static @Nullable Class<? extends Annotation> repeatedIn(Class<? extends Annotation> list) {
        for (Method attribute : list.getDeclaredMethods()) {
            Class<?> element = attribute.getReturnType().getComponentType();
            if (element != null && element.isAnnotation()) {
                Class<? extends Annotation> annotation = element.asSubclass(Annotation.class);
                Repeatable repeatable = annotation.getAnnotation(Repeatable.class);
                if (repeatable != null && repeatable.value() == list) {
                    return annotation;
                }
            }
        }
        return null;
    }
}
