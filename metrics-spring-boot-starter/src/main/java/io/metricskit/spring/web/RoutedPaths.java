package io.metricskit.spring.web;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;

/** The path patterns of a router function of Spring MVC, those of nested routes with the paths they are nested in. */
final class RoutedPaths implements RouterFunctions.Visitor {

    private final NestedPaths paths = new NestedPaths();

    private RoutedPaths() {}

    static Set<String> of(RouterFunction<?> routes) {
        RoutedPaths visitor = new RoutedPaths();
        routes.accept(visitor);
        return visitor.paths.found();
    }

    @Override
    public void startNested(RequestPredicate predicate) {
        paths.enter(PredicatePaths.of(predicate));
    }

    @Override
    public void endNested(RequestPredicate predicate) {
        paths.leave();
    }

    @Override
    public void route(RequestPredicate predicate, HandlerFunction<?> handlerFunction) {
        paths.add(PredicatePaths.of(predicate));
    }

    @Override
    public void resources(Function<ServerRequest, Optional<Resource>> lookupFunction) {}

    @Override
    public void attributes(Map<String, Object> attributes) {}

    @Override
    public void unknown(RouterFunction<?> routerFunction) {}
}
