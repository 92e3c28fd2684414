package io.metricskit.spring.web;

import io.metricskit.Gauge;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A request that has begun, counted as active until it {@linkplain #leave() leaves}. Safe for use by many threads,
 * since those that end an asynchronous request may be any.
 */
final class RequestInProgress {

    private final String method;
    private final Gauge.Child active;
    private final long startNanos = System.nanoTime();
    private final AtomicBoolean left = new AtomicBoolean();

    private volatile @Nullable String route;

    /**
     * Begins a request, which is active from now on.
     *
     * @param route the route, or null if that is what the request will match
     * @param active counts the active requests
     */
    RequestInProgress(String method, @Nullable String route, Gauge.Child active) {
        this.method = method;
        this.route = route;
        this.active = active;
        active.inc();
    }

    /** Records the pattern that the request matched, null if it matched none. The first one stays. */
    void matched(@Nullable String pattern) {
        if (route == null) {
            route = pattern;
        }
    }

    /** Takes the request from those that are active; returns whether it was among them. */
    boolean leave() {
        boolean first = left.compareAndSet(false, true);
        if (first) {
            active.dec();
        }
        return first;
    }

    String method() {
        return method;
    }

    String route() {
        String matched = route;
        return matched == null ? RequestLabels.UNKNOWN_ROUTE : RequestLabels.route(matched);
    }

    long startNanos() {
        return startNanos;
    }
}
