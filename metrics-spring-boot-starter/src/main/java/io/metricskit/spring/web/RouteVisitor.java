package io.metricskit.spring.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpMethod;

/**
 * Collects the path patterns of routes, those of nested ones with the paths that they are nested in: what the visitors
 * of Spring MVC and of WebFlux, which are types of their own, have in common.
 *
 * @param <P> the type of predicates
 * @param <H> the type of handlers
 */
abstract class RouteVisitor<P, H> {

    private final Set<String> found = new HashSet<>();

    /** The paths that the routes visited now are below; the innermost ones first. */
    private final Deque<Set<String>> nesting = new ArrayDeque<>(List.of(Set.of("")));

    /** The paths that the predicate being visited asks for. */
    private final Set<String> asked = new HashSet<>();

    private int negations;

    final Set<String> found() {
        return found;
    }

    /** Lets a predicate tell what it asks for. */
    abstract void visit(P predicate);

    public final void startNested(P predicate) {
        nesting.push(below(predicate));
    }

    public final void endNested(P predicate) {
        nesting.pop();
    }

    public final void route(P predicate, H handler) {
        found.addAll(below(predicate));
    }

    private Set<String> below(P predicate) {
        visit(predicate);
        Set<String> outer = nesting.element();
        if (asked.isEmpty()) {
            return outer;
        }
        Set<String> paths = new HashSet<>();
        outer.forEach(prefix -> asked.forEach(path -> paths.add(prefix + path)));
        asked.clear();
        return paths;
    }

    public final void path(String pattern) {
        if (negations == 0) {
            asked.add(pattern);
        }
    }

    public final void startNegate() {
        negations++;
    }

    public final void endNegate() {
        negations--;
    }

    public final void method(Set<HttpMethod> methods) {}

    public final void pathExtension(String extension) {}

    public final void header(String name, String value) {}

    public final void param(String name, String value) {}

    public final void queryParam(String name, String value) {}

    /**
     * Takes the API version that a route asks for: a method of Spring 7's visitors, which those of Spring 6 do not
     * have.
     *
     * @param version the version
     */
    public final void version(String version) {}

    public final void startAnd() {}

    public final void and() {}

    public final void endAnd() {}

    public final void startOr() {}

    public final void or() {}

    public final void endOr() {}

    public final void attributes(Map<String, Object> attributes) {}

    public final void unknown(P predicate) {}
}
