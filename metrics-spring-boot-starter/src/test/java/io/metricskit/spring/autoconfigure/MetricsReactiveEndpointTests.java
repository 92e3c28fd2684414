package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.spring.web.MetricsPathConflictException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Before;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

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

    @ParameterizedTest
    @MethodSource("ownPages")
    void theApplicationsOwnMetricsPageFailsTheStart(Class<?> source, String page) {
        assertThatThrownBy(() -> start(source).close())
                .isInstanceOf(MetricsPathConflictException.class)
                .hasMessageStartingWith("The metrics endpoint cannot answer at '/metrics', since ")
                .hasMessageContaining(page)
                .hasMessageEndingWith(" already does.");
    }

    static List<Arguments> ownPages() {
        return List.of(
                Arguments.of(OwnPage.class, "OwnPage"),
                Arguments.of(OwnRoute.class, "a router function"),
                Arguments.of(OwnNestedRoute.class, "a router function"),
                Arguments.of(OwnHandler.class, "handler " + Teapot.class.getName()));
    }

    @Test
    void pagesBesideItAreTheApplications() {
        try (RunningApplication app = start(OwnRoute.class, "metrics.endpoint.path=/prometheus")) {
            assertThat(app.status("/metrics")).isEqualTo(204);
            assertThat(app.status("/prometheus")).isEqualTo(200);
        }
        try (RunningApplication app = start(CatchAll.class)) {
            assertThat(app.scrape("/metrics").hasFamily("metrics_scrapes_total"))
                    .isTrue();
            assertThat(app.status("/other")).isEqualTo(418);
        }
    }

    @Test
    void anAspectForAllHandlersAndFiltersLeavesEndpointAndRequestMetricsAlone() {
        try (RunningApplication app = start(Advised.class)) {
            assertThat(app.status("/nothing")).isEqualTo(404);
            assertThat(app.scrape("/metrics").hasFamily("http_server_request_duration_seconds"))
                    .isTrue();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Plain {}

    @Aspect
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Advised {

        @Before("execution(* org.springframework.web.server.WebHandler+.handle(..)) || bean(*WebHandler)"
                + " || bean(*WebFilter)")
        void beforeEachRequest() {}
    }

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

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class OwnRoute {

        @Bean
        RouterFunction<ServerResponse> route() {
            return RouterFunctions.route()
                    .GET("/metrics", request -> ServerResponse.noContent().build())
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class OwnNestedRoute {

        @Bean
        RouterFunction<ServerResponse> route() {
            return RouterFunctions.route()
                    .path(
                            "/metrics",
                            inner -> inner.GET(
                                    RequestPredicates.accept(MediaType.TEXT_PLAIN),
                                    request -> ServerResponse.noContent().build()))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class OwnHandler {

        @Bean
        SimpleUrlHandlerMapping mapping() {
            return new SimpleUrlHandlerMapping(Map.of("/metrics", new Teapot()), -1);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class CatchAll {

        @Bean
        SimpleUrlHandlerMapping mapping() {
            return new SimpleUrlHandlerMapping(Map.of("/{page}", new Teapot()), -1);
        }
    }

    static final class Teapot implements WebHandler {

        @Override
        public Mono<Void> handle(ServerWebExchange exchange) {
            exchange.getResponse().setStatusCode(HttpStatus.I_AM_A_TEAPOT);
            return exchange.getResponse().setComplete();
        }
    }
}
