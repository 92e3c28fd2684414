package io.metricskit.spring.web;

import java.util.HashSet;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;

/** Collects the path patterns that the predicate of a route asks for, less those that it excludes. */
final class PredicatePaths implements RequestPredicates.Visitor {

    private final Set<String> found = new HashSet<>();
    private int negations;

    private PredicatePaths() {}

    static Set<String> of(RequestPredicate predicate) {
        PredicatePaths paths = new PredicatePaths();
        predicate.accept(paths);
        return paths.found;
    }

    @Override
    public void path(String pattern) {
        if (negations == 0) {
            found.add(pattern);
        }
    }

    @Override
    public void startNegate() {
        negations++;
    }

    @Override
    public void endNegate() {
        negations--;
    }

    @Override
    public void method(Set<HttpMethod> methods) {}

    @Override
    public void pathExtension(String extension) {}

    @Override
    public void header(String name, String value) {}

    @Override
    public void param(String name, String value) {}

    /**
     * Takes the API version that a route asks for: a method of Spring 7's visitor, which Spring 6 does not have.
     *
     * @param version the version
     */
    public void version(String version) {}

    @Override
    public void startAnd() {}

    @Override
    public void and() {}

    @Override
    public void endAnd() {}

    @Override
    public void startOr() {}

    @Override
    public void or() {}

    @Override
    public void endOr() {}

    @Override
    public void unknown(RequestPredicate predicate) {}
}
