package io.metricskit.spring.web;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import org.springframework.web.reactive.handler.AbstractUrlHandlerMapping;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/** The handlers of a reactive application, by the exact path at which they answer. */
final class WebPathOwners {

    private final ApplicationContext context;

    WebPathOwners(ApplicationContext context) {
        this.context = context;
    }

    /**
     * Returns what answers at a path, as a phrase for a message.
     *
     * @param mapping the mapping not to ask
     * @param path the path below the base path
     */
    Optional<String> otherThan(HandlerMapping mapping, String path) {
        return context.getBeanProvider(HandlerMapping.class)
                .orderedStream()
                .filter(Predicate.not(mapping::equals))
                .flatMap(other -> handlers(other, path))
                .findFirst();
    }

    private static Stream<String> handlers(HandlerMapping mapping, String path) {
        // Actuator's mapping is one of the first kind.
        if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
            return methods.getHandlerMethods().entrySet().stream()
                    .filter(method -> isAt(path, method.getKey()))
                    .map(method -> method.getValue().toString());
        }
        if (mapping instanceof AbstractUrlHandlerMapping urls) {
            return urls.getHandlerMap().entrySet().stream()
                    .filter(handler -> isAt(path, handler.getKey()))
                    .map(handler -> "handler " + handler.getValue());
        }
        if (mapping instanceof RouterFunctionMapping routers) {
            @Nullable RouterFunction<?> routes = routers.getRouterFunction();
            return routes != null && WebRoutedPaths.of(routes).contains(path)
                    ? Stream.of("a router function")
                    : Stream.of();
        }
        return Stream.of();
    }

    private static boolean isAt(String path, RequestMappingInfo mapping) {
        return mapping.getPatternsCondition().getPatterns().stream().anyMatch(pattern -> isAt(path, pattern));
    }

    private static boolean isAt(String path, PathPattern pattern) {
        return pattern.getPatternString().equals(path);
    }
}
