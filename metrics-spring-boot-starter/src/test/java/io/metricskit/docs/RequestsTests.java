package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.testkit.Polling;
import io.metricskit.testkit.ScrapeClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The output that docs/requests.md shows. */
final class RequestsTests {

    private static final List<String> SHOWN = """
            http_server_active_requests{http_request_method="GET"} 0
            http_server_request_duration_seconds_count{http_request_method="GET",http_route="/greet/{language}",http_response_status_code="200"} 1
            http_server_request_duration_seconds_count{http_request_method="GET",http_route="/greet/{language}",http_response_status_code="500",error_type="java.lang.UnsupportedOperationException"} 1
            """.lines().toList();

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({GreetingService.class, GreetingController.class})
    static class Application {}

    @Test
    void requestsOfTheQuickStartAreShown() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .properties("server.port=0")
                .run()) {
            URI base = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
            ScrapeClient.get(base.resolve("/greet/EN"));
            ScrapeClient.get(base.resolve("/greet/FR"));

            List<String> samples = Polling.until(
                    "both requests",
                    Duration.ofSeconds(10),
                    () -> ScrapeClient.scrape(base.resolve("/metrics")).samples().stream()
                            .map(sample -> sample.toString())
                            .toList(),
                    lines -> lines.containsAll(SHOWN));
            assertThat(samples).containsAll(SHOWN);
        }
    }
}
