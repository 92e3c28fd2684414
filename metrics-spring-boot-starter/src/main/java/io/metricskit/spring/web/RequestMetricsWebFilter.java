package io.metricskit.spring.web;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.publisher.Mono;

/**
 * The reactive filter that measures requests, each until its response is written.
 *
 * <p>What fails before its response has begun is measured until the error response begins, with the status of that; it
 * is active until it fails. Where the response cannot begin, such as when a session cannot be saved, it is a 500. A
 * request that the server cancels, since its client went away, has the status that was sent, or none, and the error
 * {@code cancelled}. An aspect of the application for its filters leaves it alone. Safe for use by many threads.
 */
public final class RequestMetricsWebFilter implements WebFilter, Ordered, AopInfrastructureBean {

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
        // It has begun where an application has a second filter of this kind.
        if (ServerContext.isOtherThan(context, exchange) || exchange.getAttribute(REQUEST_IN_PROGRESS) != null) {
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
            return new Exchange(exchange, begun).measured(chain);
        });
    }

    /** Takes a request from those that are measured, if it is one of them: it turned out to be a scrape. */
    static void leaveOut(ServerWebExchange exchange) {
        if (exchange.getAttribute(REQUEST_IN_PROGRESS) instanceof RequestInProgress begun) {
            begun.leave();
        }
    }

    /** A request, and what is to be known at its end. */
    private final class Exchange {

        private final ServerWebExchange exchange;
        private final ServerHttpResponse response;
        private final RequestInProgress inProgress;

        /** What the error response is about to tell of. */
        private volatile @Nullable Throwable failure;

        /** Whether one was to begin; it has not if what comes before it failed. */
        private volatile boolean hasBegunResponse;

        Exchange(ServerWebExchange exchange, RequestInProgress inProgress) {
            this.exchange = exchange;
            this.response = exchange.getResponse();
            this.inProgress = inProgress;
        }

        Mono<Void> measured(WebFilterChain chain) {
            // Before other such actions: where one of them fails, none is called again for the error response.
            response.beforeCommit(() -> Mono.fromRunnable(() -> metrics.safely(inProgress, this::beginResponse)));
            Mono<Void> answer = chain.filter(exchange)
                    .doOnSuccess(nothing -> leave(() -> metrics.answered(inProgress, status(), null)))
                    .doOnError(thrown -> leave(() -> fail(thrown)))
                    .doOnCancel(
                            () -> leave(() -> metrics.cancelled(inProgress, response.isCommitted() ? status() : null)));
            return Mono.fromDirect(subscriber -> {
                try {
                    answer.subscribe(subscriber);
                } catch (Throwable e) {
                    // Reactor throws some Errors, such as a NoClassDefFoundError, instead of passing them on.
                    leave(() -> end(e));
                    throw e;
                }
            });
        }

        private void beginResponse() {
            hasBegunResponse = true;
            @Nullable Throwable thrown = failure;
            if (thrown != null) {
                int status = status();
                metrics.answered(inProgress, status, RequestLabels.isServerError(status) ? thrown : null);
            }
        }

        private void fail(Throwable thrown) {
            if (response.isCommitted() || hasBegunResponse) {
                end(thrown);
            } else {
                failure = thrown;
            }
        }

        /** Ends a request that no error response follows. */
        private void end(Throwable thrown) {
            int status = response.isCommitted() ? status() : HttpStatus.INTERNAL_SERVER_ERROR.value();
            metrics.answered(inProgress, status, thrown);
        }

        private void leave(Runnable record) {
            metrics.safely(inProgress, () -> {
                if (inProgress.leave()) {
                    inProgress.matched(matchedPattern(exchange));
                    record.run();
                }
            });
        }

        private int status() {
            HttpStatusCode sent = response.getStatusCode();
            int status = sent == null ? HttpStatus.OK.value() : sent.value();
            // Netty does not say that it has switched protocols.
            return status == HttpStatus.OK.value() && isWebSocket() ? HttpStatus.SWITCHING_PROTOCOLS.value() : status;
        }

        private boolean isWebSocket() {
            return exchange.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof WebSocketHandler;
        }
    }

    private static @Nullable String matchedPattern(ServerWebExchange exchange) {
        Object pattern = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern instanceof PathPattern matched ? matched.getPatternString() : null;
    }
}
