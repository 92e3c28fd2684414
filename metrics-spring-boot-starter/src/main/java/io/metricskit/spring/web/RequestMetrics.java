package io.metricskit.spring.web;

import io.metricskit.Gauge;
import io.metricskit.Histogram;
import io.metricskit.Registry;
import io.metricskit.model.Collector;
import io.metricskit.spring.InstrumentationErrors;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of the HTTP requests to an application: {@code http_server_request_duration_seconds}, a histogram, and
 * {@code http_server_active_requests}, a gauge.
 *
 * <pre>{@code
 * RequestMetrics metrics = new RequestMetrics(
 *         new Registry(), ExcludedPaths.none(), RequestLabels.ofTemplates(), errors, 0.1, 1, 10);
 * Exposition exposition = Exposition.of(registry, metrics.registry());
 * }</pre>
 *
 * <p>Names and labels are those of OpenTelemetry. The starter keeps both families in a registry of their own, since the
 * application's may live longer than its context. Recording never fails: what goes wrong is noted in
 * {@link InstrumentationErrors} with the site {@code http-requests}. Safe for use by many threads.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/http/http-metrics/">OpenTelemetry: HTTP metrics</a>
 */
public final class RequestMetrics {

    private static final String SITE = "http-requests";
    private static final String CANCELLED = "cancelled";

    private final Registry registry;
    private final Histogram duration;
    private final Gauge active;
    private final ExcludedPaths excluded;
    private final RequestLabels labels;
    private final InstrumentationErrors errors;

    /**
     * Creates the metrics.
     *
     * @param registry where to register the two families; best one of their own
     * @param excluded the paths whose requests are not measured
     * @param labels what the labels say
     * @param errors counts recordings that fail
     * @param buckets the upper bounds of the buckets for the duration, in seconds
     * @throws IllegalArgumentException if a histogram cannot have these buckets
     */
    public RequestMetrics(
            Registry registry,
            ExcludedPaths excluded,
            RequestLabels labels,
            InstrumentationErrors errors,
            double... buckets) {
        this.registry = Objects.requireNonNull(registry, "registry must not be null");
        this.duration = Histogram.builder("http_server_request_duration_seconds")
                .help("Duration of HTTP requests, from the first filter to the end of the response.")
                .buckets(buckets)
                .labelNames("http_request_method", "http_route", "http_response_status_code", "error_type")
                .register(registry);
        this.active = Gauge.builder("http_server_active_requests")
                .help("HTTP requests in progress.")
                .labelNames("http_request_method")
                .register(registry);
        this.excluded = Objects.requireNonNull(excluded, "excluded must not be null");
        this.labels = Objects.requireNonNull(labels, "labels must not be null");
        this.errors = Objects.requireNonNull(errors, "errors must not be null");
    }

    /** Returns the registry that the two families are in. */
    public Registry registry() {
        return registry;
    }

    /** Returns the two families. */
    public List<Collector> collectors() {
        return List.of(duration, active);
    }

    /**
     * Records that a request begins.
     *
     * @param method the HTTP method as it was sent
     * @param path the path below the context path, as it was sent
     * @return the request, or null if it is not to be measured
     */
    @Nullable RequestInProgress begin(String method, String path) {
        try {
            if (excluded.contains(path)) {
                return null;
            }
            String known = labels.method(method);
            return new RequestInProgress(known, labels.fixedRoute(path), active.labelValues(known));
        } catch (Throwable e) {
            errors.failed(SITE, e);
            return null;
        }
    }

    /** Runs what records something about a request. If that fails it is noted, and the request leaves. */
    void safely(RequestInProgress request, Runnable recording) {
        try {
            recording.run();
        } catch (Throwable e) {
            request.leave();
            errors.failed(SITE, e);
        }
    }

    /**
     * Records a request that was answered.
     *
     * @param status the status that was sent
     * @param failure what the request failed with, if something was thrown
     */
    void answered(RequestInProgress request, int status, @Nullable Throwable failure) {
        record(request, labels.status(status), labels.error(status, failure));
    }

    /**
     * Records a request whose client was gone before the end.
     *
     * @param status the status of the response that had begun, or null if none had
     */
    void cancelled(RequestInProgress request, @Nullable Integer status) {
        record(request, status == null ? "" : labels.status(status), CANCELLED);
    }

    private void record(RequestInProgress request, String status, String error) {
        duration.labelValues(request.method(), request.route(), status, error).observeSince(request.startNanos());
    }
}
