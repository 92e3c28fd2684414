package io.metricskit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.metricskit.Counter;
import io.metricskit.Gauge;
import io.metricskit.Histogram;
import io.metricskit.Registry;
import io.metricskit.Summary;
import io.metricskit.model.Labels;
import io.metricskit.testkit.PrometheusServer;
import io.metricskit.testkit.PrometheusServer.SeriesExemplar;
import io.metricskit.testkit.ScrapeClient;
import io.metricskit.testkit.ScrapeTap;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A real Prometheus scrapes {@link MetricsServer} in each format, and has all samples afterwards. */
final class RealPrometheusTests {
    private static final String OURS = "{job='test',__name__=~'orders.*|queue.*|wait.*|access.*'}";

    static Stream<Arguments> formats() {
        return Stream.of(
                arguments(
                        PrometheusServer.EXEMPLARS, null, "application/openmetrics-text; version=1.0.0; charset=utf-8"),
                arguments(
                        PrometheusServer.PROTOBUF_FIRST + ",exemplar-storage",
                        null,
                        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"),
                arguments(PrometheusServer.EXEMPLARS, "text/plain", "text/plain; version=0.0.4; charset=utf-8"),
                arguments(
                        PrometheusServer.EXEMPLARS,
                        "text/plain;version=1.0.0;escaping=underscores",
                        "text/plain; version=1.0.0; charset=utf-8; escaping=underscores"));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void everySampleTypeAndHelpArrives(String flag, @Nullable String accept, String contentType) throws IOException {
        Registry registry = new Registry();
        Counter orders = registry.counter("orders_total", "Orders \"placed\".\nC:\\");
        orders.add(Labels.of("kind", "\"\\\n花😱"), 3);
        // Prometheus 2.42 does not undo escapes in exemplars, so there is nothing to escape here.
        orders.labels("kind", "x").addWithExemplar(1e15, Labels.of("trace_id", "}花"));
        Gauge queue = registry.gauge("queue_size", "Orders that wait.");
        queue.set(Labels.of("shop", "a"), Double.NEGATIVE_INFINITY);
        queue.set(Labels.of("shop", "b"), Double.NaN);
        Histogram wait = Histogram.builder("wait_seconds")
                .help("Waiting.")
                .buckets(0.0001, 1, 1e6)
                .register(registry);
        wait.observeWithExemplar(0.5, Labels.of("trace_id", "y"));
        wait.observe(2e6);
        Summary access = Summary.builder("access_seconds").help("Access.").register(registry);
        access.observe(Labels.of("path", "/"), 3.142);
        try (MetricsServer server =
                        MetricsServer.builder().registry(registry).port(0).start();
                ScrapeTap tap = new ScrapeTap(URI.create(server.metricsUrl()), accept);
                PrometheusServer prometheus = PrometheusServer.scraping(tap.url(), flag)) {
            prometheus.awaitQuery("count(" + OURS + ")", expected(server).size(), Duration.ofSeconds(30));

            Map<Map<String, String>, Double> stored = new HashMap<>();
            prometheus
                    .query("last_over_time(" + OURS + "[1m])")
                    .forEach(series -> stored.put(withoutTarget(series.labels()), series.value()));

            assertThat(stored).isEqualTo(expected(server));
            assertThat(tap.scrapes())
                    .isNotEmpty()
                    .allSatisfy(scrape -> assertThat(scrape.contentType()).isEqualTo(contentType));
            if (!contentType.startsWith("text/plain")) {
                assertThat(prometheus.exemplars(OURS))
                        .extracting(
                                exemplar -> exemplar.series().get("__name__"),
                                SeriesExemplar::labels,
                                SeriesExemplar::value)
                        .containsExactlyInAnyOrder(
                                tuple("orders_total", Map.of("trace_id", "}花"), 1e15),
                                tuple("wait_seconds_bucket", Map.of("trace_id", "y"), 0.5));
            }
            boolean suffixed = !contentType.contains("openmetrics");
            Map<String, List<PrometheusServer.Metadata>> metadata = prometheus.metadata();
            assertThat(metadata)
                    .containsEntry(
                            suffixed ? "orders_total" : "orders", described("counter", "Orders \"placed\".\nC:\\"))
                    .containsEntry("queue_size", described("gauge", "Orders that wait."))
                    .containsEntry("wait_seconds", described("histogram", "Waiting."))
                    .containsEntry("access_seconds", described("summary", "Access."));
        }
    }

    /** What a scrape in plain text shows, as the labels and values of series. */
    private static Map<Map<String, String>, Double> expected(MetricsServer server) {
        Map<Map<String, String>, Double> expected = new HashMap<>();
        ScrapeClient.scrape(URI.create(server.metricsUrl())).samples().stream()
                .filter(sample -> !sample.name().startsWith("metrics_"))
                .forEach(sample -> {
                    Map<String, String> labels = sample.labelMap();
                    labels.put("__name__", sample.name());
                    expected.put(labels, sample.value());
                });
        return expected;
    }

    private static Map<String, String> withoutTarget(Map<String, String> labels) {
        Map<String, String> own = new HashMap<>(labels);
        own.keySet().removeAll(List.of("job", "instance"));
        return own;
    }

    private static List<PrometheusServer.Metadata> described(String type, String help) {
        return List.of(new PrometheusServer.Metadata(type, help, ""));
    }
}
