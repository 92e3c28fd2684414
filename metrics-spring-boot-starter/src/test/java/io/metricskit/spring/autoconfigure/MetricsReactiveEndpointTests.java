package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.spring.web.MetricsPathConflictException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tests for the endpoint in an application on WebFlux; the contract says what it answers. */
final class MetricsReactiveEndpointTests {

    private static RunningApplication start(Class<?> source, String... properties) {
        String[] all = Arrays.copyOf(properties, properties.length + 1);
        all[properties.length] = "spring.main.web-application-type=reactive";
        return RunningApplication.start(source, all);
    }

    @Test
    void aScrapeShowsTheRegistry() {
        try (RunningApplication app = start(Plain.class, "metrics.const-labels.application=shop")) {
            app.registry().counter("orders_total", "Orders.").inc();

            assertThat(app.scrape("/metrics").value("orders_total", "application", "shop"))
                    .isEqualTo(1);
            assertThat(app.scrape("/metrics").value("metrics_scrapes_total", "application", "shop", "code", "200"))
                    .isEqualTo(1);
        }
    }

    @Test
    void anExpositionOfTheApplicationsOwnShowsHowManyScrapesThereWereToo() {
        try (RunningApplication app = start(OwnExposition.class)) {
            app.scrape("/metrics");

            assertThat(app.scrape("/metrics").value("metrics_scrapes_total", "code", "200"))
                    .isEqualTo(1);
        }
    }

    @Test
    void thePathIsAProperty() {
        try (RunningApplication app = start(Plain.class, "metrics.endpoint.path=/internal/prom")) {
            assertThat(app.status("/internal/prom")).isEqualTo(200);
            assertThat(app.status("/metrics")).isEqualTo(404);
        }
        assertThatThrownBy(() -> start(Plain.class, "metrics.endpoint.path=metrics"))
                .hasStackTraceContaining("must begin with '/'");
    }

    @Test
    void theApplicationsOwnMetricsPageFailsTheStart() {
        assertThatThrownBy(() -> start(OwnPage.class))
                .isInstanceOf(MetricsPathConflictException.class)
                .hasMessageContaining("'/metrics'")
                .hasMessageContaining("OwnPage");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Plain {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class OwnExposition {

        @Bean
        Exposition exposition(Registry registry) {
            return Exposition.of(registry);
        }
    }

    @RestController
    @EnableAutoConfiguration
    static class OwnPage {

        @GetMapping("/metrics")
        String metrics() {
            return "mine";
        }
    }
}
