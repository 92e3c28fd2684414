package io.metricskit.spring.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;

/** What Spring MVC and the container say about a request in its attributes. Safe for use by many threads. */
final class MvcAttributes {
    /*
     * By name, since an application need not have Spring MVC: HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE,
     * BEST_MATCHING_HANDLER_ATTRIBUTE and PATH_WITHIN_HANDLER_MAPPING_ATTRIBUTE, and
     * DispatcherServlet.EXCEPTION_ATTRIBUTE.
     */
    private static final String MATCHED_PATTERN = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";
    private static final String MATCHED_HANDLER = "org.springframework.web.servlet.HandlerMapping.bestMatchingHandler";
    private static final String PATH_WITHIN_MAPPING =
            "org.springframework.web.servlet.HandlerMapping.pathWithinHandlerMapping";
    private static final String HANDLED_EXCEPTION = "org.springframework.web.servlet.DispatcherServlet.EXCEPTION";

    /** As many as are looked into: exceptions may be the causes of each other. */
    private static final int MAX_WRAPPINGS = 8;

    /** More than an application is likely to map one by one. */
    private static final int MAX_PATHS = 100;

    /** The patterns that were the path of their request. */
    private final Set<String> paths = ConcurrentHashMap.newKeySet();

    /** Returns the pattern that the handler of a request matched, or null if none is known. */
    @Nullable String matchedPattern(ServletRequest request) {
        if (!(request.getAttribute(MATCHED_PATTERN) instanceof String pattern)) {
            return null;
        }
        // A mapping of URLs sets both to the path as it looks it up, which may differ from the one that was sent.
        boolean isPath = !(request.getAttribute(MATCHED_HANDLER) instanceof HandlerMethod)
                && pattern.equals(request.getAttribute(PATH_WITHIN_MAPPING));
        return isPath ? bounded(pattern) : pattern;
    }

    /** Returns a path, or null where there are too many already: where everything matches, clients make paths up. */
    private @Nullable String bounded(String path) {
        if (!paths.contains(path)) {
            if (paths.size() >= MAX_PATHS) {
                return null;
            }
            paths.add(path);
        }
        return path;
    }

    /** Returns what the handler threw, where that was made an error response. */
    static @Nullable Throwable failure(ServletRequest request) {
        if (request.getAttribute(HANDLED_EXCEPTION) instanceof Throwable handled) {
            return cause(handled);
        }
        return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure
                ? cause(failure)
                : null;
    }

    /** Returns what a failure is about, which Spring and the container may each wrap in an exception of servlets. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < MAX_WRAPPINGS && cause instanceof ServletException; i++) {
            cause = cause.getCause() == null ? cause : cause.getCause();
        }
        return cause;
    }
}
