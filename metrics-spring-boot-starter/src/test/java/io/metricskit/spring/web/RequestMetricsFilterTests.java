package io.metricskit.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Tests for {@link RequestMetricsFilter} where a container is hard to bring to it. */
final class RequestMetricsFilterTests {

    private static final FilterChain NOTHING = (request, response) -> {};

    private final RecordedRequests requests = new RecordedRequests(ExcludedPaths.none());
    private final RequestMetricsFilter filter = new RequestMetricsFilter(requests.metrics());
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/a");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void aRecordingThatFailsIsCountedAndTheRequestGoesOn() throws Exception {
        MockHttpServletResponse broken = new MockHttpServletResponse() {
            @Override
            public int getStatus() {
                throw new IllegalStateException("no status to be had");
            }
        };

        filter.doFilter(request, broken, (req, resp) -> resp.getWriter().write("answered"));

        assertThat(broken.getContentAsString()).isEqualTo("answered");
        assertThat(requests.failedRecordings()).isEqualTo(1);
        assertThat(requests.active()).isZero();
    }

    @Test
    void aRequestThatPassesTwoSuchFiltersIsMeasuredOnce() throws Exception {
        RequestMetricsFilter second = new RequestMetricsFilter(requests.metrics());

        filter.doFilter(request, response, (req, resp) -> second.doFilter(req, resp, NOTHING));

        assertThat(requests.endedWith("http_response_status_code", "200")).isEqualTo(1);
    }

    @Test
    void aRequestThatCannotBeBegunGoesOnUnmeasured() throws Exception {
        MockHttpServletRequest broken = new MockHttpServletRequest("GET", "/a");
        broken.setMethod(null);

        filter.doFilter(broken, response, (req, resp) -> resp.getWriter().write("answered"));

        assertThat(response.getContentAsString()).isEqualTo("answered");
        assertThat(requests.failedRecordings()).isEqualTo(1);
    }

    @Test
    void aRequestWhosePathOverflowsTheStackOfAnExcludedPatternGoesOnUnmeasured() throws Exception {
        RecordedRequests requests = new RecordedRequests(ExcludedPaths.none().and("/{deep:(?:x|y)*}"));
        MockHttpServletRequest deep = new MockHttpServletRequest("GET", "/" + "x".repeat(1_000_000));

        new RequestMetricsFilter(requests.metrics())
                .doFilter(deep, response, (req, resp) -> resp.getWriter().write("answered"));

        assertThat(response.getContentAsString()).isEqualTo("answered");
        assertThat(requests.failedRecordings()).isEqualTo(1);
    }

    @Test
    void theVeryExceptionOfTheChainPassesThroughAndTheLabelNamesItsCause() {
        ServletException failure = new ServletException("wrapped", new IOException("the cause"));

        assertThatThrownBy(() -> filter.doFilter(request, response, (req, resp) -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(requests.ended("500", "java.io.IOException")).isEqualTo(1);
    }

    @Test
    void anExceptionOfServletsWithoutACauseIsNamedItself() {
        assertThatThrownBy(() -> filter.doFilter(request, response, (req, resp) -> {
                    throw new ServletException("no cause");
                }))
                .hasMessage("no cause");

        assertThat(requests.ended("500", "jakarta.servlet.ServletException")).isEqualTo(1);
    }

    @Test
    void theLabelNamesTheCauseHoweverOftenAContainerWrapsIt() {
        ServletException failure =
                new ServletException("by Jetty", new ServletException("by Spring", new IOException("the cause")));

        assertThatThrownBy(() -> filter.doFilter(request, response, (req, resp) -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(requests.ended("500", "java.io.IOException")).isEqualTo(1);
    }

    @Test
    void theLabelNamesTheCauseAlsoWhereOnlyTheErrorPageIsToldOfTheFailure() throws Exception {
        request.setAttribute(
                RequestDispatcher.ERROR_EXCEPTION,
                new ServletException("by Spring", new IllegalStateException("the cause")));

        filter.doFilter(request, response, (req, resp) -> ((HttpServletResponse) resp).setStatus(500));

        assertThat(requests.ended("500", "java.lang.IllegalStateException")).isEqualTo(1);
    }

    /** Spring puts an error of a handler into an exception of servlets before it is handled. */
    @Test
    void theLabelNamesTheCauseAlsoWhereAnErrorWasHandled() throws Exception {
        request.setAttribute(
                DispatcherServlet.EXCEPTION_ATTRIBUTE, new ServletException("by Spring", new StackOverflowError()));

        filter.doFilter(request, response, (req, resp) -> ((HttpServletResponse) resp).setStatus(500));

        assertThat(requests.ended("500", "java.lang.StackOverflowError")).isEqualTo(1);
    }

    @Test
    void anExceptionThatIsItsOwnCauseIsNamed() {
        ServletException failure = new ServletException("round") {
            private static final long serialVersionUID = 1;

            @Override
            public synchronized Throwable getCause() {
                return this;
            }
        };

        assertThatThrownBy(() -> filter.doFilter(request, response, (req, resp) -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(requests.ended("500", failure.getClass().getName())).isEqualTo(1);
    }

    @Test
    void anExceptionAfterTheResponseHasBegunKeepsItsStatus() {
        assertThatThrownBy(() -> filter.doFilter(request, response, (req, resp) -> {
                    resp.flushBuffer();
                    throw new IOException("the client is gone");
                }))
                .isInstanceOf(IOException.class);

        assertThat(requests.ended("200", "java.io.IOException")).isEqualTo(1);
    }

    @Test
    void anAsynchronousRequestThatBeginsAnewIsStillMeasuredToItsEnd() throws Exception {
        request.setAsyncSupported(true);
        filter.doFilter(request, response, (req, resp) -> req.startAsync());
        MockAsyncContext first = (MockAsyncContext) asyncContext();
        assertThat(requests.active()).isEqualTo(1);

        AsyncContext second = request.startAsync();
        for (AsyncListener listener : first.getListeners()) {
            listener.onStartAsync(new AsyncEvent(second));
        }
        response.setStatus(202);
        second.complete();

        assertThat(requests.active()).isZero();
        assertThat(requests.scrape().samples("http_server_request_duration_seconds_count"))
                .singleElement()
                .satisfies(sample ->
                        assertThat(sample.label("http_response_status_code")).contains("202"));
    }

    @Test
    void anErrorOfAnAsynchronousRequestIsNamed() throws Exception {
        request.setAsyncSupported(true);
        filter.doFilter(request, response, (req, resp) -> req.startAsync());
        MockAsyncContext context = (MockAsyncContext) asyncContext();

        for (AsyncListener listener : context.getListeners()) {
            listener.onError(new AsyncEvent(context, new IOException("the client is gone")));
        }
        context.complete();

        assertThat(requests.ended("200", "java.io.IOException")).isEqualTo(1);
    }

    @Test
    void anErrorEndsAnAsynchronousRequestWhoseResponseHasBegunEvenIfItsCompletionIsNeverTold() throws Exception {
        request.setAsyncSupported(true);
        filter.doFilter(request, response, (req, resp) -> req.startAsync());
        MockAsyncContext context = (MockAsyncContext) asyncContext();
        response.flushBuffer();

        for (AsyncListener listener : context.getListeners()) {
            listener.onError(new AsyncEvent(context, new IOException("the client is gone")));
        }

        assertThat(requests.active()).isZero();
        assertThat(requests.ended("200", "java.io.IOException")).isEqualTo(1);
        context.complete();
        assertThat(requests.ended("200", "java.io.IOException")).isEqualTo(1);
    }

    @Test
    void anAsynchronousDispatchThatFailsEndsItsRequestEvenIfItsCompletionIsNeverTold() throws Exception {
        request.setAsyncSupported(true);
        filter.doFilter(request, response, (req, resp) -> req.startAsync());
        response.flushBuffer();
        IOException failure = new IOException("no second event");

        assertThatThrownBy(() -> dispatch((req, resp) -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(requests.active()).isZero();
        assertThat(requests.ended("200", "java.io.IOException")).isEqualTo(1);
    }

    @Test
    void anAsynchronousDispatchThatGoesOnAsynchronouslyIsNotTheEnd() throws Exception {
        request.setAsyncSupported(true);
        filter.doFilter(request, response, (req, resp) -> req.startAsync());

        dispatch((req, resp) -> req.startAsync());

        assertThat(requests.active()).isEqualTo(1);
        dispatch((req, resp) -> ((HttpServletResponse) resp).setStatus(503));
        assertThat(requests.active()).isZero();
        assertThat(requests.ended("503", "503")).isEqualTo(1);
    }

    @Test
    void theStatusIsThatOfTheLatestDispatchWhoseResponseAFilterMayHaveWrapped() throws Exception {
        request.setAsyncSupported(true);
        filter.doFilter(request, response, (req, resp) -> req.startAsync());
        MockHttpServletResponse wrapped = new MockHttpServletResponse();
        request.setDispatcherType(DispatcherType.ASYNC);
        request.setAsyncStarted(false);

        filter.doFilter(request, wrapped, (req, resp) -> wrapped.setStatus(503));

        assertThat(requests.ended("503", "503")).isEqualTo(1);
    }

    @Test
    void theRouteIsWhatTheFirstDispatchMatchedAlsoWhereALaterOneGoesElsewhere() throws Exception {
        request.setAsyncSupported(true);
        filter.doFilter(request, response, (req, resp) -> {
            req.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/asked-for/{id}");
            req.startAsync();
        });

        dispatch((req, resp) -> req.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/elsewhere"));

        assertThat(requests.scrape().samples("http_server_request_duration_seconds_count"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.label("http_route")).contains("/asked-for/{id}"));
    }

    @Test
    void theLabelNamesTheCauseOfAnErrorOfAnAsynchronousRequest() throws Exception {
        request.setAsyncSupported(true);
        filter.doFilter(request, response, (req, resp) -> req.startAsync());

        tellOfAnError(new ServletException("by Spring", new IOException("the cause")));
        asyncContext().complete();

        assertThat(requests.ended("200", "java.io.IOException")).isEqualTo(1);
    }

    @Test
    void anErrorThatTheContainerDoesNotNameIsWhatTheDispatchThrew() throws Exception {
        request.setAsyncSupported(true);
        IOException failure = new IOException("thrown");
        assertThatThrownBy(() -> filter.doFilter(request, response, (req, resp) -> {
                    req.startAsync();
                    throw failure;
                }))
                .isSameAs(failure);

        tellOfAnError(null);
        asyncContext().complete();

        assertThat(requests.ended("200", "java.io.IOException")).isEqualTo(1);
    }

    @Test
    void anErrorBeforeTheResponseHasBegunLeavesTheStatusToTheErrorPage() throws Exception {
        request.setAsyncSupported(true);
        filter.doFilter(request, response, (req, resp) -> req.startAsync());

        tellOfAnError(new IOException("failed"));
        response.setStatus(500);
        asyncContext().complete();

        assertThat(requests.ended("500", "java.io.IOException")).isEqualTo(1);
    }

    @Test
    void theErrorPageOfAnAsynchronousRequestIsNotItsRoute() throws Exception {
        request.setAsyncSupported(true);
        filter.doFilter(request, response, (req, resp) -> req.startAsync());

        response.setStatus(503);
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/error");
        asyncContext().complete();

        assertThat(requests.ended("503", "503")).isEqualTo(1);
    }

    private void tellOfAnError(@Nullable Throwable error) throws IOException {
        MockAsyncContext context = (MockAsyncContext) asyncContext();
        for (AsyncListener listener : context.getListeners()) {
            listener.onError(new AsyncEvent(context, error));
        }
    }

    @Test
    void theSecondsOfARequestAreThoseBetweenItsBeginningAndItsEnd() throws Exception {
        AtomicLong within = new AtomicLong();

        long start = System.nanoTime();
        filter.doFilter(request, response, (req, resp) -> {
            long begin = System.nanoTime();
            while (within.get() < 1_000_000) {
                within.set(System.nanoTime() - begin);
            }
        });
        long around = System.nanoTime() - start;

        assertThat(requests.scrape().samples("http_server_request_duration_seconds_sum"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.value()).isBetween(within.get() / 1e9, around / 1e9));
    }

    @Test
    void anErrorPageIsNoRequest() throws Exception {
        request.setDispatcherType(DispatcherType.ERROR);

        filter.doFilter(request, response, NOTHING);

        assertThat(requests.scrape().hasFamily("http_server_request_duration_seconds"))
                .isFalse();
    }

    @Test
    void aRequestAllocatesNothingButTheNotesAboutItself() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        RequestMetrics metrics = requests.metrics();
        int number = 10_000;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < number; i++) {
                RequestInProgress begun = metrics.begin("GET", "/orders/1");
                if (begun != null && begun.leave()) {
                    begun.matched("/orders/{id}");
                    metrics.answered(begun, 200, null);
                }
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }

        assertThat(least).isLessThanOrEqualTo(64L * number);
    }

    @Test
    void pathsThatAMappingOfUrlsGivesAsPatternsAreBoundedHoweverTheyAreSpelt() throws Exception {
        SimpleUrlHandlerMapping everything = new SimpleUrlHandlerMapping(Map.of("/*", new Object()));
        StaticWebApplicationContext noBeans = new StaticWebApplicationContext();
        noBeans.refresh();
        everything.setApplicationContext(noBeans);
        for (int i = 0; i < 300; i++) {
            request("/made-up-" + i + (i % 2 == 0 ? ";v=1" : ""), everything);
        }

        assertThat(requests.scrape().samples("http_server_request_duration_seconds_count"))
                .hasSize(101);
        assertThat(requests.endedWith("http_response_status_code", "200")).isEqualTo(200);
    }

    @Test
    void pathsOfFunctionalRoutesAreRoutesHoweverMany() throws Exception {
        RouterFunctions.Builder routes = RouterFunctions.route();
        for (int i = 0; i < 300; i++) {
            routes.GET("/declared-" + i, anything -> ServerResponse.ok().build());
        }
        RouterFunctionMapping declared = new RouterFunctionMapping(routes.build());
        for (int i = 0; i < 300; i++) {
            request("/declared-" + i, declared);
        }

        assertThat(requests.scrape().samples("http_server_request_duration_seconds_count"))
                .hasSize(300);
    }

    /** Lets a mapping find the handler of a request, as the dispatcher servlet does. */
    private void request(String path, HandlerMapping mapping) throws IOException, ServletException {
        MockHttpServletRequest sent = new MockHttpServletRequest("GET", path);
        ServletRequestPathUtils.parseAndCache(sent);
        filter.doFilter(sent, response, (req, resp) -> {
            try {
                HandlerExecutionChain handler = Objects.requireNonNull(mapping.getHandler(sent));
                for (HandlerInterceptor interceptor : handler.getInterceptorList()) {
                    interceptor.preHandle(sent, response, handler.getHandler());
                }
            } catch (Exception e) {
                throw new ServletException(e);
            }
        });
    }

    @Test
    void pathsOfControllersAreRoutesHoweverMany() throws Exception {
        HandlerMethod controller = new HandlerMethod(this, "toString");
        for (int i = 0; i < 300; i++) {
            String path = "/declared-" + i;
            filter.doFilter(new MockHttpServletRequest("GET", path), response, (req, resp) -> {
                req.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, path);
                req.setAttribute(HandlerMapping.PATH_WITHIN_HANDLER_MAPPING_ATTRIBUTE, path);
                req.setAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE, controller);
            });
        }

        assertThat(requests.scrape().samples("http_server_request_duration_seconds_count"))
                .hasSize(300);
    }

    /** Dispatches the request once more, as a container does for an asynchronous one. */
    private void dispatch(FilterChain chain) throws IOException, ServletException {
        request.setDispatcherType(DispatcherType.ASYNC);
        request.setAsyncStarted(false);
        filter.doFilter(request, response, chain);
    }

    private AsyncContext asyncContext() {
        return request.getAsyncContext();
    }
}
