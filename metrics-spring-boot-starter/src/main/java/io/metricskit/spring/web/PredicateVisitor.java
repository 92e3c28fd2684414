package io.metricskit.spring.web;

import java.util.HashSet;
import java.util.Set;
import org.springframework.http.HttpMethod;

/**
 * Collects the path patterns that the predicate of a route asks for, less those that it excludes: what the visitors of
 * Spring MVC and of WebFlux, which are types of their own, have in common.
 */
abstract class PredicateVisitor {

    private final Set<String> found = new HashSet<>();
    private int negations;

    final Set<String> found() {
        return found;
    }

    public final void path(String pattern) {
        if (negations == 0) {
            found.add(pattern);
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
}
