package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.jvm.JvmMetrics;
import io.metricskit.jvm.ProcessMetrics;
import io.metricskit.spring.InstrumentationErrors;
import io.metricskit.spring.web.RequestMetrics;
import io.metricskit.testkit.Polling;
import io.metricskit.testkit.ScrapeClient;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An exposition bean of docs/configuration.md. */
final class OwnExpositionTests {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({GreetingService.class, GreetingController.class})
    static class Usual {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({GreetingService.class, GreetingController.class})
    static class Application {

        @Bean
        Exposition exposition(Registry registry, RequestMetrics requestMetrics, InstrumentationErrors errors) {
            Registry runtime = new Registry();
            JvmMetrics.register(runtime);
            ProcessMetrics.register(runtime);
            return Exposition.of(registry, Registry.defaultRegistry(), runtime, requestMetrics.registry())
                    .forExporter(errors.collector());
        }
    }

    @Test
    void anExpositionOfYourOwnMayShowAllThatTheStartersShows() {
        assertThat(names(Application.class))
                .contains("http_server_active_requests", "jvm_threads_current", "process_start_time_seconds")
                .isEqualTo(names(Usual.class));
    }

    private static Set<String> names(Class<?> application) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(application)
                .web(WebApplicationType.SERVLET)
                .properties("server.port=0")
                .run()) {
            URI base = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
            ScrapeClient.get(base.resolve("/greet/EN"));
            ScrapeClient.scrape(base.resolve("/metrics"));
            return Polling.until(
                    "the request",
                    Duration.ofSeconds(10),
                    () -> ScrapeClient.scrape(base.resolve("/metrics")).samples().stream()
                            .map(sample -> sample.toString().split("[{ ]", 2)[0])
                            .collect(Collectors.toSet()),
                    names -> names.contains("http_server_request_duration_seconds_count"));
        }
    }
}
