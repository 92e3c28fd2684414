package io.metricskit.spring.web;

import io.metricskit.model.Quoted;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Paths whose requests are not measured: exact ones, and patterns such as Spring's controllers have.
 *
 * <pre>{@code
 * ExcludedPaths excluded = ExcludedPaths.none().and("/health").and("/actuator/**");
 * }</pre>
 *
 * <p>All are below the context path. Immutable.
 */
public final class ExcludedPaths {

    private static final ExcludedPaths NONE = new ExcludedPaths(Set.of(), List.of());

    private final Set<String> exact;
    private final List<PathPattern> patterns;

    private ExcludedPaths(Set<String> exact, List<PathPattern> patterns) {
        this.exact = exact;
        this.patterns = patterns;
    }

    /** Returns no paths. */
    public static ExcludedPaths none() {
        return NONE;
    }

    /**
     * Returns these paths and another one.
     *
     * @param path a path, or a pattern
     * @throws IllegalArgumentException if it does not begin with {@code /}, or is no pattern
     */
    public ExcludedPaths and(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(
                    "an excluded path must begin with '/', such as /health or /actuator/**, but got "
                            + Quoted.of(path));
        }
        PathPattern pattern = PathPatternParser.defaultInstance.parse(path);
        return pattern.hasPatternSyntax()
                ? new ExcludedPaths(
                        exact,
                        Stream.concat(patterns.stream(), Stream.of(pattern)).toList())
                : new ExcludedPaths(
                        Stream.concat(exact.stream(), Stream.of(path)).collect(Collectors.toUnmodifiableSet()),
                        patterns);
    }

    boolean contains(String path) {
        return exact.contains(path) || (!patterns.isEmpty() && matchesPattern(PathContainer.parsePath(path)));
    }

    private boolean matchesPattern(PathContainer path) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }
}
