package io.metricskit.spring.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the path patterns of routes, those of nested ones with the paths that they are nested in. */
final class NestedPaths {

    private final Set<String> found = new HashSet<>();

    /** The paths that the routes visited now are below; the innermost ones first. */
    private final Deque<Set<String>> nesting = new ArrayDeque<>(List.of(Set.of("")));

    /** Begins routes that are below paths, or below none of their own if these are empty. */
    void enter(Set<String> paths) {
        nesting.push(below(paths));
    }

    /** Ends the routes that were begun last. */
    void leave() {
        nesting.pop();
    }

    /** Takes a route. */
    void add(Set<String> paths) {
        found.addAll(below(paths));
    }

    Set<String> found() {
        return found;
    }

    private Set<String> below(Set<String> inner) {
        Set<String> outer = nesting.element();
        if (inner.isEmpty()) {
            return outer;
        }
        Set<String> paths = new HashSet<>();
        outer.forEach(prefix -> inner.forEach(path -> paths.add(prefix + path)));
        return paths;
    }
}
