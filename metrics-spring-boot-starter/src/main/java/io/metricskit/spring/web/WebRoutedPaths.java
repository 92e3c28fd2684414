package io.metricskit.spring.web;

import java.util.Set;
import java.util.function.Function;
import org.springframework.core.io.Resource;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** The path patterns of a router function of WebFlux, those of nested routes with the paths they are nested in. */
final class WebRoutedPaths extends RouteVisitor<RequestPredicate, HandlerFunction<?>>
        implements RouterFunctions.Visitor, RequestPredicates.Visitor {

    private WebRoutedPaths() {}

    static Set<String> of(RouterFunction<?> routes) {
        WebRoutedPaths visitor = new WebRoutedPaths();
        routes.accept(visitor);
        return visitor.found();
    }

    @Override
    void visit(RequestPredicate predicate) {
        predicate.accept(this);
    }

    @Override
    public void resources(Function<ServerRequest, Mono<Resource>> lookupFunction) {}

    @Override
    @SuppressWarnings("overloads") // as the two visitors of Spring have it
    public void unknown(RouterFunction<?> routerFunction) {}
}
