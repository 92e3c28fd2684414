package io.metricskit.spring.web;

import jakarta.servlet.ServletContext;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** The handlers and servlets of an application, by the exact path at which they answer. */
final class PathOwners {

    private final ApplicationContext context;

    PathOwners(ApplicationContext context) {
        this.context = context;
    }

    /**
     * Returns what answers at a path, as a phrase for a message.
     *
     * @param mapping the mapping not to ask
     * @param path the path below the dispatcher servlet
     */
    Optional<String> otherThan(HandlerMapping mapping, String path) {
        Stream<String> handlers = context.getBeanProvider(HandlerMapping.class)
                .orderedStream()
                .filter(Predicate.not(mapping::equals))
                .flatMap(other -> handlers(other, path));
        return Stream.concat(handlers, servlets(path)).findFirst();
    }

    private static Stream<String> handlers(HandlerMapping mapping, String path) {
        // Actuator's mapping is one of the first kind.
        if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
            return methods.getHandlerMethods().entrySet().stream()
                    .filter(method -> isAt(path, method.getKey()))
                    .map(method -> method.getValue().toString());
        }
        if (mapping instanceof AbstractUrlHandlerMapping urls) {
            return Stream.ofNullable(urls.getHandlerMap().get(path)).map(handler -> "handler " + handler);
        }
        if (mapping instanceof RouterFunctionMapping routers) {
            @Nullable RouterFunction<?> routes = routers.getRouterFunction();
            return routes != null && RoutedPaths.of(routes).contains(path)
                    ? Stream.of("a router function")
                    : Stream.of();
        }
        return Stream.of();
    }

    private static boolean isAt(String path, RequestMappingInfo mapping) {
        return mapping.getDirectPaths().contains(path);
    }

    private Stream<String> servlets(String path) {
        ServletContext servletContext = context instanceof WebApplicationContext web ? web.getServletContext() : null;
        return servletContext == null ? Stream.of() : new ServletPaths(servletContext).owners(path);
    }
}
