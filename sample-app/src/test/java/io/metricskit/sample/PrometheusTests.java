package io.metricskit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.testkit.PrometheusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** The sample app under a real Prometheus server, with the configuration that the sample ships. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
final class PrometheusTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @LocalServerPort
    private int port;

    @Test
    void prometheusSeesTheExactValueOfEveryAnnotatedMetric() throws IOException {
        OrderClient client = new OrderClient(port);
        try (PrometheusServer prometheus = PrometheusServer.start(configuration())) {
            assertThat(prometheus.awaitTargetUp()).singleElement().satisfies(target -> {
                assertThat(target.scrapeUrl()).endsWith(":" + port + "/metrics");
                assertThat(target.labels()).containsEntry("job", "sample-app");
                assertThat(target.lastError()).isEmpty();
            });
            prometheus.awaitQuery("payment_failures_total", 0, LIMIT);

            client.placed("book", 2);
            client.pay(client.placed("book", 3));
            client.pay(client.placed("pen", 13));

            prometheus.awaitQuery("payment_seconds_count", 2, LIMIT);
            prometheus.awaitQuery("payment_seconds_bucket{le=\"+Inf\"}", 2, LIMIT);
            prometheus.awaitQuery("payment_seconds_bucket{le=\"0.01\"}", 0, LIMIT);
            prometheus.awaitQuery("payment_failures_total", 1, LIMIT);
            prometheus.awaitQuery("order_processing_seconds_count{item=\"book\"}", 2, LIMIT);
            prometheus.awaitQuery("order_processing_seconds_count{item=\"pen\"}", 1, LIMIT);
            prometheus.awaitQuery("orders_in_progress", 0, LIMIT);
            prometheus.awaitQuery("items_ordered_total{item=\"book\"}", 5, LIMIT);
            prometheus.awaitQuery("count(order_ids_issued_total{application=\"sample-app\"})", 1, LIMIT);
            prometheus.awaitQuery("min_over_time(payment_failures_total[5m])", 0, LIMIT);
            prometheus.awaitQuery("count(order_processing_seconds{item=\"book\"})", 3, LIMIT);
            assertTypes(prometheus);
        }
    }

    private static void assertTypes(PrometheusServer prometheus) {
        assertThat(prometheus.metadata())
                .hasEntrySatisfying(
                        "order_processing_seconds",
                        entries -> assertThat(entries).singleElement().satisfies(entry -> {
                            assertThat(entry.type()).isEqualTo("summary");
                            assertThat(entry.help()).isEqualTo("Time to take an order, in seconds.");
                        }))
                .hasEntrySatisfying(
                        "payment_seconds",
                        entries -> assertThat(entries)
                                .singleElement()
                                .satisfies(entry -> assertThat(entry.type()).isEqualTo("histogram")))
                .hasEntrySatisfying(
                        "payment_failures",
                        entries -> assertThat(entries)
                                .singleElement()
                                .satisfies(entry -> assertThat(entry.type()).isEqualTo("counter")))
                .hasEntrySatisfying(
                        "orders_in_progress",
                        entries -> assertThat(entries)
                                .singleElement()
                                .satisfies(entry -> assertThat(entry.type()).isEqualTo("gauge")));
    }

    /** The file as it is, but for the address, which is a free port here, and the time between scrapes. */
    private String configuration() throws IOException {
        String shipped = Files.readString(Path.of("prometheus.yml"));
        assertThat(shipped).contains("localhost:8080", "scrape_interval: 5s");
        return shipped.replace("localhost:8080", "127.0.0.1:" + port)
                .replace("scrape_interval: 5s", "scrape_interval: 1s");
    }
}
