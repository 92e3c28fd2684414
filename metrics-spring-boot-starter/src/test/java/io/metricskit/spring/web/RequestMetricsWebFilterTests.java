package io.metricskit.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tests for {@link RequestMetricsWebFilter} where a server is hard to bring to it. */
final class RequestMetricsWebFilterTests {

    private final RecordedRequests requests = new RecordedRequests(ExcludedPaths.none());
    private final MockServerHttpResponse response = new MockServerHttpResponse();

    private Mono<Void> request(WebHandler handler) {
        return request(handler, response);
    }

    /** Begins a request as a server does, and returns what ends with it. */
    private Mono<Void> request(WebHandler handler, ServerHttpResponse response) {
        return WebHttpHandlerBuilder.webHandler(handler)
                .filter(filter())
                .build()
                .handle(MockServerHttpRequest.get("/a").build(), response);
    }

    private RequestMetricsWebFilter filter() {
        return new RequestMetricsWebFilter(requests.metrics(), new StaticApplicationContext());
    }

    private static Mono<Void> write(ServerWebExchange exchange, Mono<Void> end) {
        ServerHttpResponse response = exchange.getResponse();
        return response.writeWith(
                Flux.concat(Mono.just(response.bufferFactory().wrap(new byte[1])), end.then(Mono.empty())));
    }

    /** Lets a response fail before it begins, as one whose session cannot be saved. */
    private static void failBeforehand(ServerWebExchange exchange) {
        exchange.getResponse().beforeCommit(() -> Mono.error(new IllegalStateException("no place for the session")));
    }

    @Test
    void aResponseThatCannotBeginIsAServerError() {
        request(exchange -> {
                    failBeforehand(exchange);
                    return write(exchange, Mono.empty());
                })
                .block();

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(requests.ended("500", "java.lang.IllegalStateException")).isEqualTo(1);
        assertThat(requests.active()).isZero();
    }

    @Test
    void anErrorIsNamedEvenIfItsResponseCannotBegin() {
        request(exchange -> {
                    failBeforehand(exchange);
                    return Mono.error(new IllegalArgumentException("the handler fails"));
                })
                .onErrorComplete(IllegalStateException.class)
                .block();

        assertThat(requests.ended("500", "java.lang.IllegalArgumentException")).isEqualTo(1);
        assertThat(requests.active()).isZero();
    }

    @Test
    void anErrorThatReactorThrowsInsteadOfPassingItOnEndsItsRequestToo() {
        NoClassDefFoundError error = new NoClassDefFoundError("its initializer has failed");

        assertThatThrownBy(() -> request(exchange -> {
                            throw error;
                        })
                        .subscribe())
                .isSameAs(error);

        assertThat(requests.ended("500", "java.lang.NoClassDefFoundError")).isEqualTo(1);
        assertThat(requests.active()).isZero();
    }

    @Test
    void aRequestWhoseClientIsGoneBeforeTheResponseHasNoStatus() {
        request(exchange -> Mono.never()).subscribe().dispose();

        assertThat(requests.endedWith("error_type", "cancelled")).isEqualTo(1);
        assertThat(requests.active()).isZero();
    }

    @Test
    void aRequestWhoseClientIsGoneAmidTheResponseHasTheStatusThatWasSent() {
        request(exchange -> {
                    exchange.getResponse().setStatusCode(HttpStatus.ACCEPTED);
                    return write(exchange, Mono.never());
                })
                .subscribe()
                .dispose();

        assertThat(requests.ended("202", "cancelled")).isEqualTo(1);
        assertThat(requests.active()).isZero();
    }

    @Test
    void aRequestIsActiveUntilItEnds() {
        request(exchange ->
                        Mono.fromRunnable(() -> assertThat(requests.active()).isEqualTo(1)))
                .block();

        assertThat(requests.endedWith("http_response_status_code", "200")).isEqualTo(1);
        assertThat(requests.active()).isZero();
    }

    @Test
    void aRequestThatPassesTwoSuchFiltersIsMeasuredOnce() {
        request(exchange -> filter().filter(exchange, passed -> Mono.empty())).block();

        assertThat(requests.endedWith("http_response_status_code", "200")).isEqualTo(1);
    }

    @Test
    void aRecordingThatFailsIsCountedAndTheRequestGoesOn() {
        MockServerHttpResponse broken = new ResponseWithoutStatus();

        request(exchange -> write(exchange, Mono.empty()), broken).block();

        assertThat(broken.isCommitted()).isTrue();
        assertThat(requests.failedRecordings()).isEqualTo(1);
        assertThat(requests.active()).isZero();
    }

    @Test
    void aRecordingThatFailsKeepsNoErrorResponseBack() {
        MockServerHttpResponse broken = new ResponseWithoutStatus();

        request(exchange -> Mono.error(new IllegalArgumentException("the handler fails")), broken)
                .block();

        assertThat(broken.isCommitted()).isTrue();
        assertThat(requests.failedRecordings()).isEqualTo(1);
        assertThat(requests.active()).isZero();
    }

    private static final class ResponseWithoutStatus extends MockServerHttpResponse {
        @Override
        public HttpStatusCode getStatusCode() {
            throw new IllegalStateException("no status to be had");
        }
    }
}
