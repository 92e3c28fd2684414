package io.metricskit.spring.aop;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * The methods of a class that Spring, or a library for Spring, calls by reflection on the proxy of the bean, for a
 * request, a message or an event, and that a proxy which extends the class does not pass on to the bean: those that are
 * private, final, or package-private in another package.
 */
final class HandlerMethods {
    /*
     * Known by the beginning of the name of an annotation, since libraries may be missing: that of the package where
     * all annotations of methods say so.
     */

    /** What runs on the proxy itself finds its fields empty. */
    private static final List<String> RUN = List.of(
            "org.springframework.web.bind.annotation.",
            "org.springframework.web.service.annotation.",
            "org.springframework.boot.actuate.endpoint.annotation.",
            "org.springframework.messaging.",
            "org.springframework.amqp.rabbit.annotation.",
            "org.springframework.kafka.annotation.",
            "org.springframework.pulsar.annotation.",
            "org.springframework.graphql.",
            "org.springframework.integration.annotation.",
            "org.springframework.jmx.export.annotation.",
            "org.springframework.data.rest.",
            "org.springframework.shell.",
            "org.springframework.ws.",
            "org.springframework.ai.",
            "org.springaicommunity.mcp.",
            "org.axonframework.",
            "io.awspring.cloud.sqs.annotation.",
            "io.camunda.",
            "com.netflix.graphql.dgs.",
            "com.xxl.job.",
            "jakarta.persistence.Post",
            "jakarta.persistence.Pre",
            "jakarta.ws.rs.",
            "javafx.fxml.");

    /** Of these, private ones on a proxy fail the start, also where they use no fields. */
    private static final List<String> REFUSED = List.of(
            "org.springframework.context.event.EventListener",
            "org.springframework.scheduling.annotation.Scheduled",
            "org.springframework.jms.annotation.JmsListener");

    /** These are not found on a proxy, also where they use no fields. */
    private static final List<String> UNSEEN = List.of("dev.langchain4j.");

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
        boolean isRefused = has(method, REFUSED);
        return has(method, UNSEEN)
                || (isRefused && Modifier.isPrivate(method.getModifiers()))
                || ((isRefused || has(method, RUN)) && fieldUse.isIn(method));
    }

    /** Returns whether a method or field has an annotation whose name begins so, be it on another annotation. */
    static boolean has(AnnotatedElement member, List<String> beginnings) {
        return MergedAnnotations.from(member).stream()
                .map(annotation -> annotation.getType().getName())
                .anyMatch(name -> beginnings.stream().anyMatch(name::startsWith));
    }
}
