package io.metricskit.spring.aop;

import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of a bean's class with the annotations that hold for it.
 *
 * <p>Compared by identity: there is one object for each method of an {@link AnnotatedType}.
 */
final class AnnotatedMethod {

    private final List<Method> declarations;
    private final String className;
    private final AnnotationsOfKind<Timed> timed;
    private final AnnotationsOfKind<InProgress> inProgress;
    private final AnnotationsOfKind<CountExceptions> countExceptions;
    private final @Nullable String obstacle;

    /**
     * Creates the method.
     *
     * @param type the user's class, which may inherit the method
     * @param declarations the method itself, then those that it overrides or implements
     * @param className the name of the user's class
     */
    AnnotatedMethod(
            Class<?> type,
            List<Method> declarations,
            String className,
            AnnotationsOfKind<Timed> timed,
            AnnotationsOfKind<InProgress> inProgress,
            AnnotationsOfKind<CountExceptions> countExceptions) {
        this.declarations = List.copyOf(declarations);
        this.className = className;
        this.timed = timed;
        this.inProgress = inProgress;
        this.countExceptions = countExceptions;
        this.obstacle = findObstacle(type);
    }

    /**
     * The annotations of one kind that hold for a method.
     *
     * @param ofType whether they were found on a type and not on the method itself
     */
    record AnnotationsOfKind<A extends Annotation>(List<A> all, boolean ofType) {

        boolean isEmpty() {
            return all.isEmpty();
        }
    }

    Method method() {
        return declarations.get(0);
    }

    /** Returns the method and those that it overrides or implements, whose parameters may have other names. */
    List<Method> declarations() {
        return declarations;
    }

    /** Returns the name of the user's class, never that of a proxy. */
    String className() {
        return className;
    }

    /** Returns the method as messages and {@code metrics_instrumentation_errors_total} name it. */
    String site() {
        return className + "." + method().getName();
    }

    List<Timed> timed() {
        return timed.all();
    }

    List<InProgress> inProgress() {
        return inProgress.all();
    }

    List<CountExceptions> countExceptions() {
        return countExceptions.all();
    }

    /** Returns whether an annotation names this very method, and not only its type. */
    boolean isAnnotatedItself() {
        return (!timed.isEmpty() && !timed.ofType())
                || (!inProgress.isEmpty() && !inProgress.ofType())
                || (!countExceptions.isEmpty() && !countExceptions.ofType());
    }

    /** Returns why no proxy of whatever kind can measure the method, or null if one can. */
    @Nullable String obstacle() {
        return obstacle;
    }

    boolean isFinal() {
        return Modifier.isFinal(method().getModifiers());
    }

    private @Nullable String findObstacle(Class<?> type) {
        if (Modifier.isPrivate(method().getModifiers())) {
            return "a private method cannot be intercepted";
        }
        if (Modifier.isStatic(method().getModifiers())) {
            return "a static method cannot be intercepted";
        }
        if (isPackagePrivate() && !method().getDeclaringClass().getPackageName().equals(type.getPackageName())) {
            // A proxy is in the package of the class that it extends.
            return "a package-private method of a class in another package cannot be intercepted";
        }
        return Endings.obstacle(method(), type);
    }

    private boolean isPackagePrivate() {
        return (method().getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE)) == 0;
    }
}
