package io.metricskit.spring.web;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;

/** The path patterns of a router function of Spring MVC, those of nested routes with the paths they are nested in. */
final class RoutedPaths extends RouteVisitor<RequestPredicate, HandlerFunction<?>>
        implements RouterFunctions.Visitor, RequestPredicates.Visitor {

    private RoutedPaths() {}

    static Set<String> of(RouterFunction<?> routes) {
        RoutedPaths visitor = new RoutedPaths();
        routes.accept(visitor);
        return visitor.found();
    }

    @Override
    void visit(RequestPredicate predicate) {
        predicate.accept(this);
    }

    @Override
    public void resources(Function<ServerRequest, Optional<Resource>> lookupFunction) {}

    @Override
    @SuppressWarnings("overloads") // as the two visitors of Spring have it
    public void unknown(RouterFunction<?> routerFunction) {}
}
