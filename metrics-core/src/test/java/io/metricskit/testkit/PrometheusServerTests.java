package io.metricskit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for {@link PrometheusServer}, which need one installed. */
final class PrometheusServerTests {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    @BeforeEach
    void requirePrometheus() {
        RealTools.prometheus();
    }

    @Test
    void whatAnEndpointServesCanBeQueried() {
        String body = """
                # HELP g Say "hi".
                # TYPE g gauge
                g{a="\\"x\\\\"} 1.5
                g{a="y"} +Inf
                """;
        try (FixedEndpoint endpoint = new FixedEndpoint(200, CONTENT_TYPE, body);
                PrometheusServer server = PrometheusServer.scraping(endpoint.url())) {
            List<PrometheusServer.Target> targets = server.awaitTargetUp();
            server.awaitQuery("g{a!='y'}", 1.5, Duration.ofSeconds(30));

            assertThat(targets)
                    .extracting(PrometheusServer.Target::scrapeUrl)
                    .containsExactly(endpoint.url().toString());
            assertThat(server.query("max without (job, instance) (g)"))
                    .containsExactlyInAnyOrder(
                            new PrometheusServer.Series(Map.of("a", "\"x\\"), 1.5),
                            new PrometheusServer.Series(Map.of("a", "y"), Double.POSITIVE_INFINITY));
            assertThat(server.query("nothing")).isEmpty();
            assertThat(server.metadata())
                    .containsEntry("g", List.of(new PrometheusServer.Metadata("gauge", "Say \"hi\".", "")));
        }
    }

    @Test
    void exemplarsTypesAndUnitsOfOpenMetricsArrive() {
        String body = """
                # TYPE wait_seconds counter
                # UNIT wait_seconds seconds
                # HELP wait_seconds Say \\"hi\\".
                wait_seconds_total{a="b"} 3 # {trace_id="x"} 0.5 1700000000.25
                # EOF
                """;
        String contentType = "application/openmetrics-text; version=1.0.0; charset=utf-8";
        try (FixedEndpoint endpoint = new FixedEndpoint(200, contentType, body);
                ScrapeTap tap = new ScrapeTap(endpoint.url());
                PrometheusServer server = PrometheusServer.scraping(tap.url(), PrometheusServer.EXEMPLARS)) {
            server.awaitQuery("wait_seconds_total", 3, Duration.ofSeconds(30));

            assertThat(server.exemplars("wait_seconds_total")).singleElement().satisfies(exemplar -> {
                assertThat(exemplar.series()).containsEntry("a", "b").containsEntry("__name__", "wait_seconds_total");
                assertThat(exemplar.labels()).isEqualTo(Map.of("trace_id", "x"));
                assertThat(exemplar.value()).isEqualTo(0.5);
                assertThat(exemplar.timestamp()).isEqualTo(1700000000.25);
            });
            assertThat(server.metadata())
                    .containsEntry(
                            "wait_seconds",
                            List.of(new PrometheusServer.Metadata("counter", "Say \"hi\".", "seconds")));
            assertThat(tap.scrapes()).isNotEmpty().allSatisfy(scrape -> {
                assertThat(scrape.accept()).startsWith("application/openmetrics-text");
                assertThat(scrape.contentType()).isEqualTo(contentType);
                assertThat(scrape.body()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
            });
        }
    }

    @Test
    void aServerThatReadsNativeHistogramsAsksForProtobufFirst() {
        try (FixedEndpoint endpoint = new FixedEndpoint(200, CONTENT_TYPE, "g 1\n");
                ScrapeTap tap = new ScrapeTap(endpoint.url());
                PrometheusServer server = PrometheusServer.scraping(tap.url(), PrometheusServer.PROTOBUF_FIRST)) {
            server.awaitTargetUp();

            assertThat(tap.scrapes())
                    .isNotEmpty()
                    .allSatisfy(scrape -> assertThat(scrape.accept()).startsWith("application/vnd.google.protobuf;"));
        }
    }

    @Test
    void aTargetThatIsDownSaysWhy() {
        try (FixedEndpoint endpoint = new FixedEndpoint(200, CONTENT_TYPE, "g one\n");
                PrometheusServer server = PrometheusServer.scraping(endpoint.url())) {
            server.awaitQuery("up", 0, Duration.ofSeconds(30));

            assertThat(server.targets()).singleElement().satisfies(target -> {
                assertThat(target.health()).isEqualTo("down");
                assertThat(target.lastError()).contains("one");
            });
        }
    }

    @Test
    void closingEndsTheProcessAndDeletesItsDirectoryHoweverOften(@TempDir Path directory) throws IOException {
        Path configuration = Files.writeString(directory.resolve("prometheus.yml"), "scrape_configs: []\n");
        PrometheusServer server = PrometheusServer.start(configuration);
        assertThat(server.directory()).isDirectory();

        server.close();
        server.close();

        assertThat(server.isAlive()).isFalse();
        assertThat(server.directory()).doesNotExist();
        assertThat(configuration).exists();
    }

    @Test
    void aServerThatDoesNotStartFailsWithItsLog() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> PrometheusServer.start("no: configuration\n").close())
                .withMessageContaining("ended before it was ready")
                .withMessageContaining("field no not found");
    }

    @Test
    void aFalseQueryFailsWithTheAnswer() {
        try (PrometheusServer server = PrometheusServer.start("scrape_configs: []\n")) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> server.query("sum("))
                    .withMessageContaining("status 400")
                    .withMessageContaining("parse error");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> server.awaitQuery("vector(1)", 2, Duration.ZERO))
                    .withMessageContaining("vector(1) = 2.0; last: [Series[labels={}, value=1.0]]")
                    .withMessageContaining("Server is ready");
        }
    }

    @Test
    void aTargetWithAQueryIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrometheusServer.scraping(URI.create("http://127.0.0.1/metrics?a=b"))
                        .close());
    }
}
