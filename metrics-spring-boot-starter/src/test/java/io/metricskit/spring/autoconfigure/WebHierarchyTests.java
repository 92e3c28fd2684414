package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Registry;
import io.metricskit.testkit.Polling;
import io.metricskit.testkit.Sample;
import io.metricskit.testkit.ScrapeClient;
import io.metricskit.testkit.TextExposition;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.embedded.tomcat.TomcatReactiveWebServerFactory;
import org.springframework.boot.web.reactive.server.ReactiveWebServerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** Tests for a context with a web server below another one with a web server, each configured automatically. */
final class WebHierarchyTests {

    @Test
    void eachServletServerHasAnEndpointThatShowsItsOwnRequests() {
        eachServerHasAnEndpoint(WebApplicationType.SERVLET, ServletServer.class);
    }

    @Test
    void eachReactiveServerHasAnEndpointThatShowsItsOwnRequests() {
        eachServerHasAnEndpoint(WebApplicationType.REACTIVE, ReactiveServer.class);
    }

    private static void eachServerHasAnEndpoint(WebApplicationType type, Class<?> server) {
        try (ConfigurableApplicationContext parent = start(type, null, server)) {
            // Spring Boot writes the port of a context into those above it too.
            URI metricsAbove = uri(parent, "/metrics");
            try (ConfigurableApplicationContext child = start(type, parent, server)) {
                child.getBean(Registry.class).counter("child_total", "Of the child.");
                ScrapeClient.get(uri(child, "/hello"));

                URI metrics = uri(child, "/metrics");
                Polling.until(
                        "the request",
                        Duration.ofSeconds(20),
                        () -> ScrapeClient.scrape(metrics),
                        page -> requests(page) == 1);
                assertThat(ScrapeClient.scrape(metrics).hasFamily("child_total"))
                        .isTrue();
                TextExposition above = ScrapeClient.scrape(metricsAbove);
                assertThat(requests(above)).isZero();
                assertThat(above.hasFamily("child_total")).isFalse();
            }
        }
    }

    private static double requests(TextExposition page) {
        return page.samples("http_server_request_duration_seconds_count").stream()
                .mapToDouble(Sample::value)
                .sum();
    }

    private static ConfigurableApplicationContext start(
            WebApplicationType type, @Nullable ConfigurableApplicationContext parent, Class<?> server) {
        return new SpringApplicationBuilder(Application.class, server)
                .parent(parent)
                .web(type)
                .run("--server.port=0", "--spring.main.banner-mode=off");
    }

    private static URI uri(ConfigurableApplicationContext context, String path) {
        return URI.create(
                "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + path);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Hello.class)
    static class Application {}

    /*
     * Below a context that has them, Spring Boot makes neither a dispatcher servlet nor a reactive server.
     */

    @Configuration(proxyBeanMethods = false)
    @EnableWebMvc
    static class ServletServer {

        @Bean
        DispatcherServlet ownDispatcherServlet() {
            return new DispatcherServlet();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebFlux
    static class ReactiveServer {

        @Bean
        ReactiveWebServerFactory factory() {
            return new TomcatReactiveWebServerFactory(0);
        }

        @Bean
        HttpHandler handler(ApplicationContext context) {
            return WebHttpHandlerBuilder.applicationContext(context).build();
        }
    }

    @RestController
    static class Hello {

        @GetMapping("/hello")
        String hello() {
            return "hello";
        }
    }
}
