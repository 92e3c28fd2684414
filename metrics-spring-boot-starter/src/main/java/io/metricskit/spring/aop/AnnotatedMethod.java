package io.metricskit.spring.aop;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/**
 * A method of a bean's class with the annotations that hold for it.
 *
 * <p>Compared by identity: there is one object for each method of an {@link AnnotatedType}.
 */
final class AnnotatedMethod {

    private final List<Method> declarations;
    private final String className;
    private final List<Annotation> annotations;
    private final boolean annotatedItself;
    private final @Nullable String obstacle;

    AnnotatedMethod(
            Class<?> type,
            List<Method> declarations,
            String className,
            List<Annotation> annotations,
            boolean annotatedItself) {
        this.declarations = List.copyOf(declarations);
        this.className = className;
        this.annotations = List.copyOf(annotations);
        this.annotatedItself = annotatedItself;
        this.obstacle = findObstacle(type);
    }

    Method method() {
        return declarations.get(0);
    }

    /** Returns the method itself, then those that it overrides or implements, whose parameters may have other names. */
    List<Method> declarations() {
        return declarations;
    }

    /** Returns the name of the user's class, never that of a proxy. */
    String className() {
        return className;
    }

    /** Returns the name that the method has in its source. */
    String name() {
        return KotlinFunctions.name(method());
    }

    /** Returns the method as messages and {@code metrics_instrumentation_errors_total} name it. */
    String site() {
        return className + "." + name();
    }

    /** Returns the annotations of one kind. */
    <A extends Annotation> List<A> all(Class<A> kind) {
        return annotations.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Returns whether an annotation names this very method, and not only its type. */
    boolean isAnnotatedItself() {
        return annotatedItself;
    }

    /** Returns why no proxy of whatever kind can measure the method, or null if one can. */
    @Nullable String obstacle() {
        return obstacle;
    }

    boolean isFinal() {
        return Modifier.isFinal(method().getModifiers());
    }

    /** Returns whether an interface has the method that a proxy can implement, which it cannot if that is sealed. */
    boolean isOfInterface() {
        return declarations.stream()
                .map(Method::getDeclaringClass)
                .anyMatch(each -> each.isInterface() && !each.isSealed());
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
        if (AopUtils.isEqualsMethod(method())
                || AopUtils.isHashCodeMethod(method())
                || AopUtils.isFinalizeMethod(method())) {
            return "a proxy passes on neither equals nor hashCode nor finalize";
        }
        return Endings.obstacle(method(), type);
    }

    private boolean isPackagePrivate() {
        return (method().getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE)) == 0;
    }
}
