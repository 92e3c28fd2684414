package io.metricskit.spring.web;

import java.util.Set;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;

/** The path patterns that the predicate of a route of WebFlux asks for. */
final class WebPredicatePaths extends PredicateVisitor implements RequestPredicates.Visitor {

    private WebPredicatePaths() {}

    static Set<String> of(RequestPredicate predicate) {
        WebPredicatePaths paths = new WebPredicatePaths();
        predicate.accept(paths);
        return paths.found();
    }

    @Override
    public void queryParam(String name, String value) {}

    @Override
    public void unknown(RequestPredicate predicate) {}
}
