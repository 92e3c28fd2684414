package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Registry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.autoconfigure.web.reactive.WebFluxTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Tests that a reactive controller which counts can be tested in a slice. */
@WebFluxTest
final class WebFluxSliceTests {

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private WebTestClient client;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private Registry registry;

    @Test
    void aControllerGetsTheRegistry() {
        client.get()
                .uri("/visit")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("welcome");

        assertThat(registry.counter("visits_total", "Visits.").get()).isEqualTo(1);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(VisitController.class)
    static class Application {}
}
