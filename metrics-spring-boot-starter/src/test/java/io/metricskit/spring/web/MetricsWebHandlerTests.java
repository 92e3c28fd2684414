package io.metricskit.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metricskit.Gauge;
import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.testkit.Polling;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class MetricsWebHandlerTests {

    private final Registry registry = new Registry();
    private final MetricsWebHandler handler = new MetricsWebHandler(Exposition.of(registry));

    @Test
    void responsesThatAFilterHasSentAlreadyHoldNoScrapeUp() {
        for (int i = 0; i < Exposition.MAX_SCRAPES; i++) {
            MockServerWebExchange sent = exchange();
            sent.getResponse().setComplete().block();
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> handler.handle(sent).block());
        }

        MockServerWebExchange next = exchange();
        handler.handle(next).block();

        assertThat(next.getResponse().getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    /** As Netty does at times when a client goes away. */
    @Test
    void responsesThatFailWithoutCancellingTheirBodiesHoldNoScrapeUp() {
        Gauge many = Gauge.builder("rooms").help("Rooms.").labelNames("name").register(registry);
        for (int i = 0; i < 1000; i++) {
            many.labelValues("room " + i + " ".repeat(100)).set(i);
        }
        for (int i = 0; i < Exposition.MAX_SCRAPES; i++) {
            MockServerWebExchange left = exchange();
            left.getResponse().setWriteHandler(MetricsWebHandlerTests::failAfterTheFirstBuffer);
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> handler.handle(left).block())
                    .withMessage("the client has gone away");
        }

        Polling.until(
                "the next scrape is answered",
                Duration.ofSeconds(10),
                () -> {
                    MockServerWebExchange next = exchange();
                    handler.handle(next).block();
                    return next.getResponse().getStatusCode();
                },
                HttpStatus.OK::equals);
    }

    private static Mono<Void> failAfterTheFirstBuffer(Flux<DataBuffer> body) {
        return Mono.create(answer -> body.subscribe(new BaseSubscriber<>() {

            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(1);
            }

            @Override
            protected void hookOnNext(DataBuffer buffer) {
                answer.error(new IllegalStateException("the client has gone away"));
            }
        }));
    }

    private static MockServerWebExchange exchange() {
        return MockServerWebExchange.from(MockServerHttpRequest.get("/metrics"));
    }
}
