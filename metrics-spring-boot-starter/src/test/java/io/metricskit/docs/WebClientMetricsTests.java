package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.metricskit.Registry;
import io.metricskit.testkit.FreePort;
import io.metricskit.testkit.Polling;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.reactive.function.client.WebClientCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;

/** The recipe for WebClient of docs/recipes.md. */
final class WebClientMetricsTests {

    private static final String COUNT =
            "http_client_request_duration_seconds_count{http_request_method=\"GET\"," + "server_address=\"127.0.0.1\"";

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(WebClientMetrics.class)
    static class Application {

        @Bean
        WebClientCustomizer measuredWebClients(WebClientMetrics metrics) {
            return builder -> builder.filter(metrics);
        }
    }

    @Test
    void requestsOfWebClientsAreTimed() throws IOException {
        int free = FreePort.find();
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .properties("server.port=0")
                .run()) {
            String base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
            WebClient client = context.getBean(WebClient.Builder.class).build();

            client.get()
                    .uri(base + "/metrics")
                    .retrieve()
                    .bodyToMono(String.class)
                    .block();
            client.get()
                    .uri(base + "/none")
                    .retrieve()
                    .onStatus(HttpStatusCode::isError, response -> Mono.empty())
                    .toBodilessEntity()
                    .block();
            assertThatExceptionOfType(WebClientRequestException.class)
                    .isThrownBy(() -> client.get()
                            .uri("http://127.0.0.1:" + free)
                            .retrieve()
                            .toBodilessEntity()
                            .block());

            // A client has its answer a moment before the filter knows of the end.
            String page = Polling.until(
                    "the request without an answer",
                    Duration.ofSeconds(10),
                    () -> Exposed.text(context.getBean(Registry.class)),
                    text -> text.contains(COUNT + "} 1\n"));
            assertThat(page)
                    .contains(COUNT + ",http_response_status_code=\"200\"} 1\n")
                    .contains(COUNT + ",http_response_status_code=\"404\"} 1\n");
        }
    }

    @Test
    void bothRecipesForClientsRecordToOneMetric() {
        Registry registry = new Registry();
        new WebClientMetrics(registry);

        assertThatNoException().isThrownBy(() -> new ClientMetrics(registry));
    }
}
