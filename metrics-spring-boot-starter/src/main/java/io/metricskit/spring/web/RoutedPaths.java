package io.metricskit.spring.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
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

/** Collects the path patterns of a router function, those of nested routes with the paths they are nested in. */
final class RoutedPaths implements RouterFunctions.Visitor {

    private final Set<String> found = new HashSet<>();

    /** The paths that the routes visited now are below; the innermost ones first. */
    private final Deque<Set<String>> nesting = new ArrayDeque<>(List.of(Set.of("")));

    private RoutedPaths() {}

    static Set<String> of(RouterFunction<?> routes) {
        RoutedPaths paths = new RoutedPaths();
        routes.accept(paths);
        return paths.found;
    }

    @Override
    public void startNested(RequestPredicate predicate) {
        nesting.push(below(predicate));
    }

    @Override
    public void endNested(RequestPredicate predicate) {
        nesting.pop();
    }

    @Override
    public void route(RequestPredicate predicate, HandlerFunction<?> handlerFunction) {
        found.addAll(below(predicate));
    }

    private Set<String> below(RequestPredicate predicate) {
        Set<String> outer = nesting.element();
        Set<String> inner = PredicatePaths.of(predicate);
        if (inner.isEmpty()) {
            return outer;
        }
        Set<String> paths = new HashSet<>();
        outer.forEach(prefix -> inner.forEach(path -> paths.add(prefix + path)));
        return paths;
    }

    @Override
    public void resources(Function<ServerRequest, Optional<Resource>> lookupFunction) {}

    @Override
    public void attributes(Map<String, Object> attributes) {}

    @Override
    public void unknown(RouterFunction<?> routerFunction) {}
}
