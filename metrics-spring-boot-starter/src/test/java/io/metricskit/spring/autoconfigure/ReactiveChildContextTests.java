package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.testkit.Sample;
import io.metricskit.testkit.ScrapeClient;
import java.net.URI;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/** Tests for a second web server of a WebFlux application, in a context below, as Actuator's on a port of its own. */
final class ReactiveChildContextTests {

    @AutoClose
    private final ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.REACTIVE)
            .run("--server.port=0", "--spring.main.banner-mode=off");

    @AutoClose
    private final AnnotationConfigApplicationContext management = new AnnotationConfigApplicationContext();

    @BeforeEach
    void startManagement() {
        management.setParent(application);
        management.register(Management.class);
        management.refresh();
    }

    @Test
    void theMetricsAreAtTheServerOfTheApplicationOnly() {
        assertThat(status(application, "/metrics")).isEqualTo(HttpStatus.OK);
        assertThat(status(management, "/metrics")).isEqualTo(HttpStatus.NOT_FOUND);
    }

    @Test
    void requestsToTheOtherServerAreNotMeasured() {
        status(management, "/health");
        assertThat(measured()).isZero();

        status(application, "/health");
        assertThat(measured()).isEqualTo(1);
    }

    private static HttpStatusCode status(ApplicationContext context, String path) {
        MockServerHttpResponse response = new MockServerHttpResponse();
        WebHttpHandlerBuilder.applicationContext(context)
                .build()
                .handle(MockServerHttpRequest.get(path).build(), response)
                .block();
        return response.getStatusCode();
    }

    private double measured() {
        URI metrics = URI.create(
                "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port") + "/metrics");
        return ScrapeClient.scrape(metrics).samples("http_server_request_duration_seconds_count").stream()
                .mapToDouble(Sample::value)
                .sum();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebFlux
    static class Management {

        @Bean
        DispatcherHandler webHandler() {
            return new DispatcherHandler();
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}
}
