package io.metricskit.spring.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The servlet filter that measures requests, each once: a request that goes on asynchronously until that ends, and with
 * the status of then.
 *
 * <p>It is meant for requests, forwards and asynchronous dispatches. The route is the first pattern of Spring MVC that
 * a request matches: a forward does not change it, and the error page that a container asks for afterwards has no part
 * in it.
 *
 * <p>What the chain throws passes through. It is a 500, unless a response had begun. Safe for use by many threads.
 */
public final class RequestMetricsFilter implements Filter {

    private static final String EXCHANGE = Exchange.class.getName();

    private final RequestMetrics metrics;
    private final MvcAttributes attributes = new MvcAttributes();

    /**
     * Creates a filter.
     *
     * @param metrics where to record
     */
    public RequestMetricsFilter(RequestMetrics metrics) {
        this.metrics = Objects.requireNonNull(metrics, "metrics must not be null");
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        @Nullable Exchange exchange = exchange(request, response);
        if (exchange == null) {
            chain.doFilter(request, response);
        } else {
            measure(exchange, request, response, chain);
        }
    }

    /** Returns what ends with this dispatch, unless it goes on asynchronously; null if nothing does. */
    private @Nullable Exchange exchange(ServletRequest request, ServletResponse response) {
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            return begin(request, response);
        }
        if (!(request.getAttribute(EXCHANGE) instanceof Exchange begun)) {
            return null;
        }
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            return begun.with(response);
        }
        // Keeps what the client asked for: the target of a forward is about to take its place.
        begun.inProgress.matched(attributes.matchedPattern(request));
        return null;
    }

    private @Nullable Exchange begin(ServletRequest request, ServletResponse response) {
        // It has begun where an application has a second filter of this kind.
        if (!(request instanceof HttpServletRequest httpRequest)
                || !(response instanceof HttpServletResponse httpResponse)
                || request.getAttribute(EXCHANGE) != null) {
            return null;
        }
        @Nullable RequestInProgress begun = metrics.begin(httpRequest.getMethod(), path(httpRequest));
        if (begun == null) {
            return null;
        }
        Exchange exchange = new Exchange(httpRequest, httpResponse, begun);
        request.setAttribute(EXCHANGE, exchange);
        return exchange;
    }

    private static void measure(Exchange exchange, ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (Throwable e) {
            exchange.leaveFilter(e);
            throw e;
        }
        exchange.leaveFilter(null);
    }

    /** Takes a request from those that are measured, if it is one of them: it turned out to be a scrape. */
    static void leaveOut(ServletRequest request) {
        if (request.getAttribute(EXCHANGE) instanceof Exchange begun) {
            begun.inProgress.leave();
        }
    }

    private static String path(HttpServletRequest request) {
        String path = request.getRequestURI();
        String contextPath = request.getContextPath();
        return path.startsWith(contextPath) ? path.substring(contextPath.length()) : path;
    }

    /** A request, and what is to be known at its end. */
    private final class Exchange implements AsyncListener {

        private final HttpServletRequest request;
        private final RequestInProgress inProgress;

        /** Of the latest dispatch: where filters before this one wrap it, only that one knows the status. */
        private volatile HttpServletResponse response;

        private volatile @Nullable Throwable failure;

        /** Of the dispatches alone, which the container makes one after the other. */
        private boolean listening;

        Exchange(HttpServletRequest request, HttpServletResponse response, RequestInProgress inProgress) {
            this.request = request;
            this.response = response;
            this.inProgress = inProgress;
        }

        Exchange with(ServletResponse dispatched) {
            if (dispatched instanceof HttpServletResponse httpResponse) {
                response = httpResponse;
            }
            return this;
        }

        /**
         * Ends the request with a dispatch of it, or waits for its end if it goes on asynchronously.
         *
         * <p>Jetty tells no listener of a completion where an asynchronous dispatch fails after the response has begun.
         *
         * @param thrown what the dispatch failed with, if it did
         */
        void leaveFilter(@Nullable Throwable thrown) {
            metrics.safely(inProgress, () -> {
                if (thrown != null) {
                    failure = MvcAttributes.cause(thrown);
                }
                // Not at the end, before which the container may have asked for the error page, which has a pattern
                // too.
                inProgress.matched(attributes.matchedPattern(request));
                if (request.isAsyncStarted()) {
                    listen(request.getAsyncContext());
                } else {
                    boolean willBeAnError = thrown != null && !response.isCommitted();
                    end(willBeAnError ? HttpServletResponse.SC_INTERNAL_SERVER_ERROR : response.getStatus());
                }
            });
        }

        /** Listens from the first dispatch on; when a later one goes on asynchronously, the listener is told. */
        private void listen(AsyncContext context) {
            if (!listening) {
                listening = true;
                context.addListener(this);
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {
            metrics.safely(inProgress, () -> end(response.getStatus()));
        }

        private void end(int status) {
            if (inProgress.leave()) {
                @Nullable Throwable thrown = failure;
                metrics.answered(
                        inProgress,
                        status,
                        thrown == null && RequestLabels.isServerError(status)
                                ? MvcAttributes.failure(request)
                                : thrown);
            }
        }

        /** Stays with a request that goes on asynchronously once more. */
        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }

        /** Ends a request whose response has begun: where its client is gone, Tomcat may say nothing more of it. */
        @Override
        public void onError(AsyncEvent event) {
            metrics.safely(inProgress, () -> {
                failure = event.getThrowable() == null ? failure : MvcAttributes.cause(event.getThrowable());
                if (response.isCommitted()) {
                    end(response.getStatus());
                }
            });
        }

        @Override
        public void onTimeout(AsyncEvent event) {}
    }
}
