package io.metricskit.spring.web;

import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a request's metrics, whose values a client cannot make up, except for {@linkplain #ofPaths() paths}.
 *
 * <pre>{@code
 * RequestLabels labels = RequestLabels.ofTemplates().withGroupedStatuses();
 * }</pre>
 *
 * <p>Known methods are those of RFC 9110 and PATCH; any other one is {@code _OTHER}. Safe for use by many threads.
 */
public final class RequestLabels {

    static final String UNKNOWN_ROUTE = "UNKNOWN";

    private static final String OTHER_METHOD = "_OTHER";
    private static final Set<String> METHODS =
            Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");
    private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");
    private static final int MIN_STATUS = 100;
    private static final int MAX_STATUS = 599;

    private final boolean templates;

    /** The spellings of the statuses from the least on, so that none is spelled again for each request. */
    private final String[] statuses = new String[MAX_STATUS - MIN_STATUS + 1];

    private RequestLabels(boolean templates, IntFunction<String> spelling) {
        this.templates = templates;
        for (int i = 0; i < statuses.length; i++) {
            statuses[i] = spelling.apply(MIN_STATUS + i);
        }
    }

    /** Returns labels whose route is the pattern that a request matched, such as {@code /orders/{id}}. */
    public static RequestLabels ofTemplates() {
        return new RequestLabels(true, String::valueOf);
    }

    /**
     * Returns labels whose route is the path of a request, without its parameters: for applications with few paths,
     * since a client can make up others.
     */
    public static RequestLabels ofPaths() {
        return new RequestLabels(false, String::valueOf);
    }

    /** Returns the same labels, but with statuses grouped as {@code 2xx} and so on. */
    public RequestLabels withGroupedStatuses() {
        return new RequestLabels(templates, status -> status / 100 + "xx");
    }

    String method(String method) {
        return METHODS.contains(method) ? method : OTHER_METHOD;
    }

    /** Returns the spelling of a pattern or path: an empty one, as of the root, would be no label at all. */
    static String route(String matched) {
        return matched.isEmpty() ? "/" : matched;
    }

    /** Returns the route of a request where that does not depend on what it matches. */
    @Nullable String fixedRoute(String path) {
        return templates ? null : withoutParameters(path);
    }

    /** Returns a path without parameters such as {@code ;jsessionid=..}, which would make a route of each session. */
    private static String withoutParameters(String path) {
        return path.indexOf(';') < 0 ? path : PARAMETERS.matcher(path).replaceAll("");
    }

    String status(int status) {
        return status >= MIN_STATUS && status <= MAX_STATUS ? statuses[status - MIN_STATUS] : String.valueOf(status);
    }

    /**
     * Returns what a request failed with: the type of what was thrown, or for a server error without that its status;
     * empty if it did not fail.
     */
    String error(int status, @Nullable Throwable failure) {
        if (failure != null) {
            return failure.getClass().getName();
        }
        return isServerError(status) ? status(status) : "";
    }

    static boolean isServerError(int status) {
        return status >= 500;
    }
}
