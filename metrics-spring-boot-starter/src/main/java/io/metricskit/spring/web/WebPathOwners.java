package io.metricskit.spring.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.web.method.HandlerMethod;
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
     * Returns what answers at a path, as a phrase for a message, or null if nothing does.
     *
     * @param mapping the mapping not to ask
     * @param path the path below the base path
     */
    @Nullable String otherThan(HandlerMapping mapping, String path) {
        for (HandlerMapping each :
                context.getBeanProvider(HandlerMapping.class).orderedStream().toList()) {
            String owner = each.equals(mapping) ? null : handler(each, path);
            if (owner != null) {
                return owner;
            }
        }
        return null;
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
            for (Map.Entry<PathPattern, Object> each : urls.getHandlerMap().entrySet()) {
                if (each.getKey().getPatternString().equals(path)) {
                    return "handler " + each.getValue();
                }
            }
        }
        if (mapping instanceof RouterFunctionMapping routers) {
            @Nullable RouterFunction<?> routes = routers.getRouterFunction();
            return routes != null && WebRoutedPaths.of(routes).contains(path) ? "a router function" : null;
        }
        return null;
    }
}
