package io.metricskit.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

final class MetricsWebHandlerTests {

    private final MetricsWebHandler handler = new MetricsWebHandler(Exposition.of(new Registry()));

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

    private static MockServerWebExchange exchange() {
        return MockServerWebExchange.from(MockServerHttpRequest.get("/metrics"));
    }
}
