package io.metricskit.spring.aop;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.KotlinDetector;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * Determines why no proxy can extend a class, or would break it. One that implements interfaces of the class instead
 * works all the same.
 */
final class ClassObstacles {

    /** By name, since they may be missing. They are not inherited, so that a proxy has none. */
    private static final List<String> ENDPOINTS =
            List.of("jakarta.websocket.server.ServerEndpoint", "jakarta.websocket.ClientEndpoint");

    private static final boolean SUSPENDING = OptionalLibrary.COROUTINES_OF_REACTOR.isPresent();

    private ClassObstacles() {}

    /** Returns what holds for the class and all its subclasses, or null if nothing does. */
    static @Nullable Obstacle ofHierarchy(Class<?> type) {
        if (FrameworkTypes.isMadeByJvm(type)) {
            return null;
        }
        if (type.isRecord()) {
            return new Obstacle(
                    "a record is final and gets no proxy",
                    "Make it a class, or measure inside the method with time(..) of a metric.");
        }
        if (Modifier.isFinal(type.getModifiers())) {
            return new Obstacle("the class is final and gets no proxy", Obstacle.REMOVE_FINAL);
        }
        if (ENDPOINTS.stream().anyMatch(MergedAnnotations.from(type)::isPresent)) {
            return new Obstacle(
                    "the container takes no proxy for an endpoint of a WebSocket",
                    "Measure inside the method with time(..) of a metric.");
        }
        List<Method> broken = FinalMethods.ofInterfaces(type);
        if (!broken.isEmpty()) {
            return ofFinalMethods(type, broken);
        }
        List<Method> handlers = HandlerMethods.failingOnProxy(type);
        if (!handlers.isEmpty()) {
            return ofHandlers(handlers);
        }
        Obstacle sharedFields = SharedFields.obstacle(type);
        if (sharedFields != null) {
            return sharedFields;
        }
        List<Method> lost = SUSPENDING ? TypeHierarchy.methodsOf(type, ClassObstacles::isLostBridge) : List.of();
        return lost.isEmpty() ? null : ofLostBridges(lost);
    }

    /**
     * Returns whether a method is a bridge to a suspend function that Spring does not find, since it takes the results
     * in Kotlin for those of the methods. Whoever calls it on a proxy, by the generic class, gets an exception.
     */
    private static boolean isLostBridge(Method method) {
        return method.isBridge()
                && KotlinDetector.isSuspendingFunction(method)
                && BridgeMethodResolver.findBridgedMethod(method).isBridge();
    }

    private static Obstacle ofLostBridges(List<Method> bridges) {
        return new Obstacle(
                "calls of suspend functions that override those of a generic class may fail on a proxy: "
                        + FinalMethods.names(bridges.stream()),
                "Let only an interface declare them, or measure inside them with time(..) of a metric.");
    }

    /** Returns what holds for objects of this very class, or null if nothing does. */
    static @Nullable Obstacle ofClass(Class<?> type) {
        if (FrameworkTypes.isMadeByJvm(type) || type.isInterface()) {
            return null;
        }
        if (type.isSealed()) {
            return new Obstacle(
                    "the class is sealed and gets no proxy",
                    "Remove sealed, or make the bean one of a non-sealed class.");
        }
        try {
            Constructor<?>[] constructors = type.getDeclaredConstructors();
            // A native image may know of none.
            return constructors.length == 0
                            || !Arrays.stream(constructors).allMatch(each -> Modifier.isPrivate(each.getModifiers()))
                    ? null
                    : new Obstacle(
                            "the class has only private constructors and gets no proxy",
                            "Make a constructor package-private, or measure inside the method with time(..) of a"
                                    + " metric.");
        } catch (LinkageError e) {
            return new Obstacle(
                    "a constructor of the class names a missing one, " + e.getMessage() + ", and it gets no proxy",
                    "Add the missing class to the class path, or measure inside the method with time(..) of a metric.");
        }
    }

    private static Obstacle ofHandlers(List<Method> methods) {
        return new Obstacle(
                "Spring or a library calls methods of the class that fail on a proxy which extends it, being private,"
                        + " final, or package-private in another package: "
                        + FinalMethods.names(methods.stream()),
                "Make them protected or public, and not final (Kotlin: open, or the plugin kotlin-spring).");
    }

    /** Names the topmost class that has some, by which they are known: that of a framework, if there is one. */
    private static Obstacle ofFinalMethods(Class<?> type, List<Method> methods) {
        Class<?> declaring = methods.get(methods.size() - 1).getDeclaringClass();
        String owner = declaring == type ? "the class has" : "the class extends " + declaring.getSimpleName() + ",";
        String names = FinalMethods.names(methods.stream().filter(each -> each.getDeclaringClass() == declaring));
        return new Obstacle(
                owner + (declaring == type ? " final methods that" : " whose final methods") + " fail on a proxy"
                        + " that extends it, where fields are empty: " + names,
                declaring == type ? Obstacle.REMOVE_FINAL : Obstacle.MOVE_THE_METHOD);
    }
}
