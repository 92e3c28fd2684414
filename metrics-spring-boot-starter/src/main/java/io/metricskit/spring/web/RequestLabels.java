package io.metricskit.spring.web;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the labels of a request's metrics say, such that a client cannot make up their values.
 *
 * <pre>{@code
 * RequestLabels labels = new RequestLabels(true, false);
 * }</pre>
 *
 * <p>Known methods are those of RFC 9110 and PATCH; any other one is {@code _OTHER}. Safe for use by many threads.
 */
public final class RequestLabels {

    static final String UNKNOWN_ROUTE = "UNKNOWN";

    private static final String OTHER_METHOD = "_OTHER";
    private static final Set<String> METHODS =
            Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");
    private static final int MIN_STATUS = 100;
    private static final int MAX_STATUS = 599;

    private final boolean useRouteTemplate;

    /** The spellings of the statuses from the least on, so that none is spelled again for each request. */
    private final String[] statuses = new String[MAX_STATUS - MIN_STATUS + 1];

    /**
     * Creates the labels.
     *
     * @param useRouteTemplate whether the route is the pattern that a request matched, rather than its path
     * @param groupStatusCodes whether statuses are grouped as {@code 2xx} and so on
     */
    public RequestLabels(boolean useRouteTemplate, boolean groupStatusCodes) {
        this.useRouteTemplate = useRouteTemplate;
        for (int i = 0; i < statuses.length; i++) {
            int status = MIN_STATUS + i;
            statuses[i] = groupStatusCodes ? status / 100 + "xx" : String.valueOf(status);
        }
    }

    String method(String method) {
        return METHODS.contains(method) ? method : OTHER_METHOD;
    }

    /** Returns the route of a request where that does not depend on what it matches. */
    @Nullable String fixedRoute(String path) {
        return useRouteTemplate ? null : path;
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
