package io.metricskit.spring.web;

import java.util.Set;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;

/** The path patterns that the predicate of a route of Spring MVC asks for. */
final class PredicatePaths extends PredicateVisitor implements RequestPredicates.Visitor {

    private PredicatePaths() {}

    static Set<String> of(RequestPredicate predicate) {
        PredicatePaths paths = new PredicatePaths();
        predicate.accept(paths);
        return paths.found();
    }

    @Override
    public void param(String name, String value) {}

    @Override
    public void unknown(RequestPredicate predicate) {}
}
