package io.metricskit.spring.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;

/**
 * The methods of a class that Spring calls by reflection on the proxy of the bean, for a request, a message or an event,
 * and that a proxy which extends the class does not pass on to the bean: those that are private, final, or
 * package-private in another package.
 */
final class HandlerMethods {

    /** By name, since they may be missing. What runs on the proxy itself finds its fields empty. */
    private static final List<String> RUN = List.of(
            "org.springframework.web.bind.annotation.RequestMapping",
            "org.springframework.web.bind.annotation.ExceptionHandler",
            "org.springframework.web.bind.annotation.InitBinder",
            "org.springframework.web.bind.annotation.ModelAttribute",
            "org.springframework.boot.actuate.endpoint.annotation.ReadOperation",
            "org.springframework.boot.actuate.endpoint.annotation.WriteOperation",
            "org.springframework.boot.actuate.endpoint.annotation.DeleteOperation",
            "org.springframework.messaging.handler.annotation.MessageMapping",
            "org.springframework.messaging.handler.annotation.MessageExceptionHandler",
            "org.springframework.graphql.data.method.annotation.SchemaMapping",
            "org.springframework.graphql.data.method.annotation.BatchMapping");

    /** Of these, private ones on a proxy fail the start, also where they use no fields. */
    private static final List<String> REFUSED = List.of(
            "org.springframework.context.event.EventListener",
            "org.springframework.scheduling.annotation.Scheduled",
            "org.springframework.jms.annotation.JmsListener");

    private HandlerMethods() {}

    /** Returns those that fail on a proxy, without those of a framework, which counts on proxies. */
    static List<Method> failingOnProxy(Class<?> type) {
        FieldUse fieldUse = new FieldUse(type);
        return TypeHierarchy.methodsOf(
                type,
                method -> !Modifier.isStatic(method.getModifiers())
                        && !fieldUse.isPassedOn(method)
                        && fails(method, fieldUse)
                        && !FrameworkTypes.isForeign(method.getDeclaringClass(), type));
    }

    private static boolean fails(Method method, FieldUse fieldUse) {
        boolean isRefused = LifecycleCallbacks.has(method, REFUSED);
        return (isRefused && Modifier.isPrivate(method.getModifiers()))
                || ((isRefused || LifecycleCallbacks.has(method, RUN)) && fieldUse.isIn(method));
    }
}
