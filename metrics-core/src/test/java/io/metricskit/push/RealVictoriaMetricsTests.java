package io.metricskit.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Gauge;
import io.metricskit.Histogram;
import io.metricskit.Registry;
import io.metricskit.Summary;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.model.Labels;
import io.metricskit.testkit.Polling;
import io.metricskit.testkit.RealTools;
import io.metricskit.testkit.ScrapeClient;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a real VictoriaMetrics makes of our pushes, read back from its export.
 *
 * <p>Debian 12 has version 1.79, which takes the body but knows no group in the path (1.84 does). So a gateway in front
 * of it passes the body on.
 */
final class RealVictoriaMetricsTests {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allTypesAreUnderstoodCompressedOrNot(boolean gzip, @TempDir Path data) throws Exception {
        Registry registry = new Registry();
        registry.counter("orders_total", "Orders \"placed\".\nC:\\").add(Labels.of("kind", "\"\\\n花😱"), 3);
        Gauge.builder("queue_size").help("Queue.").register(registry).set(-0.5);
        Histogram.builder("wait_seconds")
                .help("Waiting.")
                .buckets(0.0001, 1, 1e6)
                .register(registry)
                .observe(0.5);
        Summary.builder("access_seconds").help("Access.").register(registry).observe(3.142);
        try (RealReceiver victoria = new RealReceiver(
                        RealTools.victoriaMetrics(), "/health", "-httpListenAddr", "-storageDataPath=" + data);
                Gateway inFront = new Gateway(exchange -> exchange.sendResponseHeaders(204, -1))) {
            Pusher.builder("my-job", inFront.address())
                    .path("/api/v1/import/prometheus/metrics")
                    .gzip(gzip)
                    .build()
                    .replace(registry);
            passOn(inFront.requests().take(), victoria.address() + "/api/v1/import/prometheus");

            TextExposition text = written(registry);
            String page = Polling.until(
                    "VictoriaMetrics shows what it took",
                    Duration.ofSeconds(30),
                    () -> exported(victoria),
                    exported -> exported.lines().count() >= text.samples().size());
            assertThat(page.lines()).hasSameSizeAs(text.samples());
            assertThat(text.samples()).allSatisfy(sample -> assertThat(page).contains("\"" + sample.name() + "\""));
            assertThat(page)
                    .contains("{\"__name__\":\"orders_total\",\"kind\":\"\\\"\\\\\\n花😱\"},\"values\":[3]")
                    .contains("{\"__name__\":\"queue_size\"},\"values\":[-0.5]")
                    .contains("{\"__name__\":\"wait_seconds_bucket\",\"le\":\"1e+06\"},\"values\":[1]")
                    .contains("{\"__name__\":\"access_seconds\",\"quantile\":\"0.5\"},\"values\":[3.142]");
        }
    }

    private static String exported(RealReceiver victoria) {
        ScrapeClient.get(URI.create(victoria.address() + "/internal/force_flush"));
        URI all = URI.create(victoria.address() + "/api/v1/export?match%5B%5D=%7B__name__!=%22%22%7D");
        return new String(ScrapeClient.get(all).body(), StandardCharsets.UTF_8);
    }

    private static void passOn(Gateway.Received push, String url) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).method(push.method(), BodyPublishers.ofByteArray(push.body()));
        if (push.headers().containsKey("Content-encoding")) {
            request.header(
                    "Content-Encoding", push.headers().get("Content-encoding").get(0));
        }
        assertThat(HttpClient.newHttpClient()
                        .send(request.build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(204);
    }

    private static TextExposition written(Registry registry) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Exposition.of(registry).write(ExpositionFormat.TEXT, body);
        return TextExposition.checked(body.toByteArray());
    }
}
