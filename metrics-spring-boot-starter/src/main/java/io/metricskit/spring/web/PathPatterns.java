package io.metricskit.spring.web;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A bounded set of patterns that are the path of their request: a mapping of URLs gives the path itself where it
 * matches everything, and such paths are made up by clients. Safe for use by many threads.
 */
final class PathPatterns {

    /** More than an application is likely to map one by one. */
    private static final int MAX = 100;

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** Returns a pattern, or null where there are too many already. */
    @Nullable String bounded(String pattern) {
        if (!known.contains(pattern)) {
            if (known.size() >= MAX) {
                return null;
            }
            known.add(pattern);
        }
        return pattern;
    }
}
