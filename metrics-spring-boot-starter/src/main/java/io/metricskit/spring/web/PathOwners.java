package io.metricskit.spring.web;

import jakarta.servlet.ServletContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.method.HandlerMethod;
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
     * Returns what answers at a path, as a phrase for a message, or null if nothing does.
     *
     * @param mapping the mapping not to ask
     * @param path the path below the dispatcher servlet
     */
    @Nullable String otherThan(HandlerMapping mapping, String path) {
        for (HandlerMapping each :
                context.getBeanProvider(HandlerMapping.class).orderedStream().toList()) {
            String owner = each.equals(mapping) ? null : handler(each, path);
            if (owner != null) {
                return owner;
            }
        }
        return servlet(path);
    }

    private static @Nullable String handler(HandlerMapping mapping, String path) {
        // Actuator's mapping is one of the first kind.
        if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
            for (Map.Entry<RequestMappingInfo, HandlerMethod> each :
                    methods.getHandlerMethods().entrySet()) {
                if (each.getKey().getDirectPaths().contains(path)) {
                    return each.getValue().toString();
                }
            }
        }
        if (mapping instanceof AbstractUrlHandlerMapping urls) {
            Object handler = urls.getHandlerMap().get(path);
            return handler == null ? null : "handler " + handler;
        }
        if (mapping instanceof RouterFunctionMapping routers) {
            @Nullable RouterFunction<?> routes = routers.getRouterFunction();
            return routes != null && RoutedPaths.of(routes).contains(path) ? "a router function" : null;
        }
        return null;
    }

    private @Nullable String servlet(String path) {
        ServletContext servletContext = context instanceof WebApplicationContext web ? web.getServletContext() : null;
        return servletContext == null
                ? null
                : new ServletPaths(servletContext).owners(path).findFirst().orElse(null);
    }
}
