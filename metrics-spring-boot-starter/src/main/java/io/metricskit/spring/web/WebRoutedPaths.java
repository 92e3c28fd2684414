package io.metricskit.spring.web;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.core.io.Resource;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** The path patterns of a router function of WebFlux, those of nested routes with the paths they are nested in. */
final class WebRoutedPaths implements RouterFunctions.Visitor {

    private final NestedPaths paths = new NestedPaths();

    private WebRoutedPaths() {}

    static Set<String> of(RouterFunction<?> routes) {
        WebRoutedPaths visitor = new WebRoutedPaths();
        routes.accept(visitor);
        return visitor.paths.found();
    }

    @Override
    public void startNested(RequestPredicate predicate) {
        paths.enter(WebPredicatePaths.of(predicate));
    }

    @Override
    public void endNested(RequestPredicate predicate) {
        paths.leave();
    }

    @Override
    public void route(RequestPredicate predicate, HandlerFunction<?> handlerFunction) {
        paths.add(WebPredicatePaths.of(predicate));
    }

    @Override
    public void resources(Function<ServerRequest, Mono<Resource>> lookupFunction) {}

    @Override
    public void attributes(Map<String, Object> attributes) {}

    @Override
    public void unknown(RouterFunction<?> routerFunction) {}
}
