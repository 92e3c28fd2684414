package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.Counter;
import io.metricskit.model.Labels;
import io.metricskit.spring.web.MetricsPathConflictException;
import io.metricskit.testkit.Polling;
import io.metricskit.testkit.ScrapeClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tests for the endpoint in an application on WebFlux and Netty. */
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
            HttpResponse<byte[]> response = ScrapeClient.get(app.uri("/metrics"));
            assertThat(response.headers()
                            .firstValue("Content-Type")
                            .orElseThrow()
                            .replace(" ", ""))
                    .isEqualTo("text/plain;version=0.0.4;charset=utf-8");
            assertThat(response.headers().firstValue("Vary")).contains("Accept, Accept-Encoding");
        }
    }

    @Test
    void familiesAreSelectedAndBodiesCompressed() {
        try (RunningApplication app = start(Plain.class)) {
            app.registry().counter("orders_total", "Orders.").inc();

            assertThat(app.scrape("/metrics?name%5B%5D=orders_total").familyNames())
                    .containsExactly("orders_total");
            assertThat(ScrapeClient.get(app.uri("/metrics"), "Accept-Encoding", "gzip")
                            .headers()
                            .firstValue("Content-Encoding"))
                    .contains("gzip");
        }
    }

    @Test
    void otherMethodsAreRefusedAndHeadHasNoBody() throws Exception {
        try (RunningApplication app = start(Plain.class)) {
            HttpResponse<String> post = send(app, "POST");
            assertThat(post.statusCode()).isEqualTo(405);
            assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
            HttpResponse<String> head = send(app, "HEAD");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics/", "/metricsx", "/metrics/x", "/Metrics"})
    void otherPathsAreNotFound(String path) {
        try (RunningApplication app = start(Plain.class)) {
            assertThat(app.status(path)).isEqualTo(404);
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

    @Test
    void clientsThatGoAwayGiveTheirPlacesBack() throws Exception {
        try (RunningApplication app = start(Plain.class, "metrics.max-series-per-metric=50000")) {
            Counter many = app.registry().counter("many_total", "Makes a page of several megabytes.");
            for (int i = 0; i < 50_000; i++) {
                many.inc(Labels.of("number", "a value that takes some space, with the number " + i));
            }
            for (int i = 0; i < 30; i++) {
                goAwayAtTheFirstByte(app);
            }
            Polling.until(
                    "a scrape is answered",
                    Duration.ofSeconds(20),
                    () -> app.status("/metrics?name%5B%5D=none"),
                    status -> status == 200);
            assertThat(app.scrape("/metrics").samples("many_total")).hasSize(50_000);
        }
    }

    private static void goAwayAtTheFirstByte(RunningApplication app) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", app.port())) {
            socket.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            assertThat(answer.read()).isEqualTo('H');
            socket.setSoLinger(true, 0);
        }
    }

    private static HttpResponse<String> send(RunningApplication app, String method)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(app.uri("/metrics"))
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Plain {}

    @RestController
    @EnableAutoConfiguration
    static class OwnPage {

        @GetMapping("/metrics")
        String metrics() {
            return "mine";
        }
    }
}
