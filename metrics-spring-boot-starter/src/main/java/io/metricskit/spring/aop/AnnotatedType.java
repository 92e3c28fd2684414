package io.metricskit.spring.aop;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ReflectionUtils;

/** The annotated methods of a bean's class. */
final class AnnotatedType {
    /*
     * For each kind of annotation, the nearest place that has it decides, and all that stand there count: the method
     * and what it overrides; the interface methods that it implements; then, for a public method, the class and its
     * superclasses; the interfaces that have the method. So an annotation on a method replaces those of its kind on the
     * type.
     *
     * An annotation on a class holds for what its users wrote: neither for toString, equals and hashCode nor for
     * what a framework's superclass declares or Groovy adds. One on an interface holds for the methods of that
     * interface, whichever others the class has.
     */

    /** By name, since Groovy may be missing. It is on methods such as getMetaClass(). */
    private static final String ADDED_BY_GROOVY = "groovy.transform.Internal";

    /** A class of a user's or of a JDK proxy, or an interface. */
    private final Class<?> type;

    private final Set<Class<?>> interfaces;
    private final Map<Method, AnnotatedMethod> methods;
    private final @Nullable Obstacle obstacleOfHierarchy;
    private final @Nullable Obstacle obstacleOfClass;

    AnnotatedType(Class<?> type) {
        this.type = type;
        this.interfaces = TypeHierarchy.interfacesOf(type);
        this.methods = annotatedMethods();
        this.obstacleOfHierarchy = ClassObstacles.ofHierarchy(type);
        this.obstacleOfClass = ClassObstacles.ofClass(type);
    }

    String name() {
        return type.getName();
    }

    Collection<AnnotatedMethod> methods() {
        return methods.values();
    }

    /**
     * Finds an annotated method.
     *
     * @param invoked the method as a caller sees it, perhaps that of an interface
     */
    @Nullable AnnotatedMethod find(Method invoked) {
        return methods.get(mostSpecific(invoked));
    }

    /**
     * Returns whether an annotation is on the class, and no method is there for which it holds or that has one instead.
     */
    boolean isAnnotatedInVain() {
        return !type.isInterface()
                && AnnotatedTypes.KINDS.stream().anyMatch(this::isInVain)
                && Arrays.stream(type.getMethods()).noneMatch(this::isOfTheClass);
    }

    /** Returns the interfaces that have an annotation, and no method for which it could hold. */
    List<Class<?>> interfacesAnnotatedInVain() {
        return interfaces.stream()
                .filter(each -> Arrays.stream(each.getMethods()).noneMatch(AnnotatedType::isOfType))
                .filter(each -> AnnotatedTypes.KINDS.stream()
                        .anyMatch(kind -> !on(each, SearchStrategy.DIRECT, kind).isEmpty()))
                .toList();
    }

    private boolean isInVain(Class<? extends Annotation> kind) {
        return !on(type, SearchStrategy.SUPERCLASS, kind).isEmpty()
                && methods().stream().allMatch(method -> method.all(kind).isEmpty());
    }

    /**
     * Returns why no proxy can extend the class, or null if one can.
     *
     * @param exactly whether the bean is of this very class, and not of a subclass
     */
    @Nullable Obstacle obstacle(boolean exactly) {
        return obstacleOfHierarchy == null && exactly ? obstacleOfClass : obstacleOfHierarchy;
    }

    /** Returns the final methods that a proxy which extends the class may break without being an obstacle. */
    List<Method> finalMethods() {
        return FinalMethods.ofNoInterface(type);
    }

    /** Returns the methods that put in defaults of Kotlin functions, which such a proxy breaks. */
    List<Method> defaults() {
        return KotlinFunctions.defaultsFromFields(type);
    }

    /** Returns whether a method is in this very class, and not inherited. */
    boolean declares(Method method) {
        return method.getDeclaringClass() == type;
    }

    /**
     * Returns whether a call through one of the interfaces reaches a method.
     *
     * @param method a method of this type
     * @param proxied the interfaces
     */
    boolean isReachable(AnnotatedMethod method, Class<?>... proxied) {
        for (Class<?> each : proxied) {
            if (hasMethod(each, method.method())) {
                return true;
            }
        }
        return false;
    }

    /** Returns the annotated methods by the very method that runs, which is never a bridge to another one. */
    private Map<Method, AnnotatedMethod> annotatedMethods() {
        Map<Method, AnnotatedMethod> found = new LinkedHashMap<>();
        MethodIntrospector.selectMethods(type, (Method method) -> inspect(mostSpecific(method)))
                .values()
                .forEach(method -> found.putIfAbsent(method.method(), method));
        return found;
    }

    private @Nullable AnnotatedMethod inspect(Method method) {
        if (KotlinFunctions.isOverload(method)) {
            return null;
        }
        List<Method> declarations = declarations(method);
        List<Annotation> found = new ArrayList<>();
        boolean annotatedItself = false;
        for (Class<? extends Annotation> kind : AnnotatedTypes.KINDS) {
            List<? extends Annotation> itsOwn = onMethod(kind, declarations);
            annotatedItself |= !itsOwn.isEmpty();
            found.addAll(itsOwn.isEmpty() ? onType(kind, method) : itsOwn);
        }
        return found.isEmpty()
                ? null
                : new AnnotatedMethod(type, declarations, nameFor(method), found, annotatedItself);
    }

    /** Returns a method, the methods that it overrides, and those of interfaces that it implements. */
    private List<Method> declarations(Method method) {
        List<Method> declarations = new ArrayList<>();
        declarations.add(method);
        if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
            return declarations;
        }
        for (Class<?> each : TypeHierarchy.classesOf(method.getDeclaringClass().getSuperclass())) {
            addDeclarations(each, method, declarations);
        }
        // All interfaces of the type: the class that declares the method may not implement them, but a subclass.
        interfaces.forEach(each -> addDeclarations(each, method, declarations));
        return declarations;
    }

    private void addDeclarations(Class<?> declaring, Method method, List<Method> declarations) {
        for (Method declared : ReflectionUtils.getDeclaredMethods(declaring)) {
            if (!declared.isBridge() && !declared.equals(method) && reaches(declared, method)) {
                declarations.add(declared);
            }
        }
    }

    private static <A extends Annotation> List<A> onMethod(Class<A> kind, List<Method> declarations) {
        for (Method declared : declarations) {
            List<A> found = on(declared, SearchStrategy.DIRECT, kind);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private <A extends Annotation> List<A> onType(Class<A> kind, Method method) {
        if (!isOfType(method)) {
            return List.of();
        }
        List<A> found = isOfTheClass(method) ? on(type, SearchStrategy.SUPERCLASS, kind) : List.of();
        for (Class<?> each : interfaces) {
            if (found.isEmpty()) {
                List<A> onInterface = on(each, SearchStrategy.DIRECT, kind);
                found = onInterface.isEmpty() || !hasMethod(each, method) ? List.of() : onInterface;
            }
        }
        return found;
    }

    /** Returns whether annotations on types can hold for a method. */
    private static boolean isOfType(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && !ReflectionUtils.isObjectMethod(method)
                && !MergedAnnotations.from(method).isPresent(ADDED_BY_GROOVY);
    }

    /** Returns whether annotations on the class hold for a method. */
    private boolean isOfTheClass(Method method) {
        return isOfType(method) && !FrameworkTypes.isForeign(method.getDeclaringClass(), type);
    }

    /** Returns the annotations of the nearest element that has any, and the same one once. */
    private static <A extends Annotation> List<A> on(AnnotatedElement element, SearchStrategy strategy, Class<A> kind) {
        List<MergedAnnotation<A>> all =
                MergedAnnotations.from(element, strategy).stream(kind).toList();
        return all.stream()
                .filter(annotation ->
                        annotation.getAggregateIndex() == all.get(0).getAggregateIndex())
                .map(MergedAnnotation::synthesize)
                .distinct()
                .toList();
    }

    private boolean hasMethod(Class<?> anInterface, Method method) {
        for (Method each : anInterface.getMethods()) {
            if (reaches(each, method)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether calling a declared method on this type calls the other. */
    private boolean reaches(Method declared, Method method) {
        return declared.getName().equals(method.getName())
                && declared.getParameterCount() == method.getParameterCount()
                && mostSpecific(declared).equals(method);
    }

    private Method mostSpecific(Method method) {
        return AopUtils.getMostSpecificMethod(method, Proxy.isProxyClass(type) ? interfaceWith(method) : type);
    }

    /** Returns the interface by which a class that the JVM made has a method; it may redeclare that of another one. */
    private Class<?> interfaceWith(Method method) {
        for (Class<?> each : type.getInterfaces()) {
            if (method.getDeclaringClass().isAssignableFrom(each)) {
                return each;
            }
        }
        return method.getDeclaringClass();
    }

    /** Returns the name of the class, or of the first interface that has the method where the class has no name. */
    private String nameFor(Method method) {
        Stream<Class<?>> named = FrameworkTypes.isMadeByJvm(type) ? Stream.of(type.getInterfaces()) : Stream.empty();
        return named.filter(each -> hasMethod(each, method))
                .findFirst()
                .orElse(type)
                .getName();
    }
}
