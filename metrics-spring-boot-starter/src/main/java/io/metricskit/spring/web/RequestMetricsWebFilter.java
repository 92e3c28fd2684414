package io.metricskit.spring.web;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.publisher.Mono;

/**
 * The reactive filter that measures requests, each until its response is written.
 *
 * <p>What fails before its response has begun is measured until the error response begins, with the status of that; it
 * is active until it fails. A request that the server cancels, since its client went away, has the status that was
 * sent, or none, and the error {@code cancelled}. Safe for use by many threads.
 */
public final class RequestMetricsWebFilter implements WebFilter, Ordered {

    private static final String REQUEST_IN_PROGRESS = RequestInProgress.class.getName();

    private final RequestMetrics metrics;
    private final ApplicationContext context;

    /**
     * Creates a filter that measures the requests to the web server of one context. It passes on those to the server of
     * another, such as Actuator's on a port of its own.
     *
     * @param metrics where to record
     * @param context the context of the server
     */
    public RequestMetricsWebFilter(RequestMetrics metrics, ApplicationContext context) {
        this.metrics = Objects.requireNonNull(metrics, "metrics must not be null");
        this.context = Objects.requireNonNull(context, "context must not be null");
    }

    /** Before all other filters, which are part of what a request takes. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (ServerContext.isOtherThan(context, exchange)) {
            return chain.filter(exchange);
        }
        return Mono.defer(() -> {
            ServerHttpRequest request = exchange.getRequest();
            RequestInProgress begun = metrics.begin(
                    request.getMethod().name(),
                    request.getPath().pathWithinApplication().value());
            if (begun == null) {
                return chain.filter(exchange);
            }
            exchange.getAttributes().put(REQUEST_IN_PROGRESS, begun);
            return measured(chain.filter(exchange), exchange, begun);
        });
    }

    /** Takes a request from those that are measured, if it is one of them: it turned out to be a scrape. */
    static void leaveOut(ServerWebExchange exchange) {
        if (exchange.getAttribute(REQUEST_IN_PROGRESS) instanceof RequestInProgress begun) {
            begun.leave();
        }
    }

    private Mono<Void> measured(Mono<Void> result, ServerWebExchange exchange, RequestInProgress begun) {
        return result.doOnSuccess(
                        nothing -> leave(exchange, begun, () -> metrics.answered(begun, status(exchange), null)))
                .doOnError(failure -> leave(exchange, begun, () -> failed(exchange, begun, failure)))
                .doOnCancel(() -> leave(exchange, begun, () -> metrics.cancelled(begun, sentStatus(exchange))));
    }

    private void leave(ServerWebExchange exchange, RequestInProgress begun, Runnable record) {
        try {
            if (begun.leave()) {
                begun.matched(matchedPattern(exchange));
                record.run();
            }
        } catch (Throwable e) {
            metrics.failed(e);
        }
    }

    private void failed(ServerWebExchange exchange, RequestInProgress begun, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            metrics.answered(begun, status(exchange), failure);
        } else {
            response.beforeCommit(() -> Mono.fromRunnable(() -> {
                int status = status(exchange);
                metrics.answered(begun, status, RequestLabels.isServerError(status) ? failure : null);
            }));
        }
    }

    private static @Nullable String matchedPattern(ServerWebExchange exchange) {
        Object pattern = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern instanceof PathPattern matched ? matched.getPatternString() : null;
    }

    private static @Nullable Integer sentStatus(ServerWebExchange exchange) {
        return exchange.getResponse().isCommitted() ? status(exchange) : null;
    }

    private static int status(ServerWebExchange exchange) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        return status == null ? 200 : status.value();
    }
}
