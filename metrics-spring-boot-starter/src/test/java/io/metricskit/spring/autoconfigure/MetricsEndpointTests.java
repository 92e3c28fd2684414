package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Counter;
import io.metricskit.model.Labels;
import io.metricskit.testkit.ScrapeClient;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** Tests for the metrics endpoint over real HTTP, on one application that has 5 MB to tell. */
final class MetricsEndpointTests {

    private static final int SERIES = 70_000;

    /** What Tomcat makes of the Content-Type that the exposition gives it. */
    private static final String TEXT = "text/plain;version=0.0.4;charset=utf-8";

    @SuppressWarnings("NullAway.Init")
    private static RunningApplication application;

    @BeforeAll
    static void start() {
        application = RunningApplication.start(Application.class, "metrics.max-series-per-metric=" + SERIES);
        application.registry().counter("visits_total", "Visits.").inc();
        Counter orders = application.registry().counter("orders_total", "Orders placed.");
        for (int i = 0; i < SERIES; i++) {
            orders.inc(Labels.of("customer", "a customer with a name of some length, number " + i));
        }
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "text/plain;version=0.0.4",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "application/json",
                "image/png;q=1",
                "garbage/",
                "text/plain;q=0"
            })
    void anyAcceptHeaderIsAnsweredWithAFormatThatPrometheusReads(String accept) {
        HttpResponse<byte[]> response = get("/metrics?name%5B%5D=visits_total", "Accept", accept);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().allValues("Content-Type")).containsExactly(TEXT);
        assertThat(response.headers().allValues("Vary")).containsExactly("Accept, Accept-Encoding");
        assertThat(TextExposition.checked(TEXT, response.body()).value("visits_total"))
                .isEqualTo(1);
    }

    @Test
    void aRequestWithoutAnyHeaderIsAnswered() throws IOException {
        String answer = application.exchange("GET /metrics?name%5B%5D=visits_total HTTP/1.0\n\n");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("visits_total 1");
    }

    @Test
    void theBodyIsCompressedForAClientThatAsksForIt() throws IOException {
        HttpResponse<byte[]> response = get("/metrics", "Accept-Encoding", "gzip");

        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        byte[] body = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
        assertThat(body).hasSizeGreaterThan(5_000_000);
        assertThat(TextExposition.checked(TEXT, body).value("visits_total")).isEqualTo(1);
    }

    @Test
    void aLargeBodyIsStreamedWithoutALength() {
        HttpResponse<byte[]> response = get("/metrics");

        assertThat(response.headers().firstValue("Transfer-Encoding")).contains("chunked");
        assertThat(response.headers().firstValue("Content-Length")).isEmpty();
        assertThat(response.body()).hasSizeGreaterThan(5_000_000);
        assertThat(TextExposition.checked(TEXT, response.body()).samples("orders_total"))
                .hasSize(SERIES);
    }

    @Test
    void linesOfOneHeaderAreReadTogether() throws IOException {
        String answer =
                application.exchange("GET /metrics?name%5B%5D=visits_total HTTP/1.1\nHost: a\nConnection: close\n"
                        + "Accept-Encoding: br\nAccept-Encoding: gzip\n\n");

        assertThat(answer).contains("Content-Encoding: gzip");
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() throws IOException {
        String answer = application.exchange("HEAD /metrics HTTP/1.1\nHost: a\nConnection: close\n\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("Content-Type: " + TEXT, "Vary: Accept, Accept-Encoding")
                .doesNotContain("Content-Length")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "SCRAPE"})
    void otherMethodsAreRefused(String method) throws IOException {
        String answer = application.exchange(
                method + " /metrics HTTP/1.1\nHost: a\nConnection: close\nContent-Length: 3\n\na=b");

        assertThat(answer).startsWith("HTTP/1.1 405").contains("Allow: GET, HEAD\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metrics/",
                "//metrics",
                "/metrics//",
                "/metricsX",
                "/metric",
                "/metrics/a",
                "/METRICS",
                "/x/metrics"
            })
    void otherPathsAreNotFound(String path) throws IOException {
        String answer = application.exchange("GET " + path + " HTTP/1.1\nHost: a\nConnection: close\n\n");

        assertThat(answer).startsWith("HTTP/1.1 404");
    }

    @Test
    void familiesAreSelectedByRepeatedNames() {
        assertThat(application
                        .scrape("/metrics?name%5B%5D=visits_total&name%5B%5D=metrics_scrapes_total&name%5B%5D=a")
                        .familyNames())
                .containsExactly("metrics_scrapes_total", "visits_total");
    }

    @Test
    void asManyScrapesAtOnceAsThereAreSlotsAreAllAnswered() throws Exception {
        ExecutorService scrapers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> scrapes = IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(i -> () -> application
                            .scrape("/metrics")
                            .samples("orders_total")
                            .size())
                    .toList();
            for (Future<Integer> scrape : scrapers.invokeAll(scrapes)) {
                assertThat(scrape.get()).isEqualTo(SERIES);
            }
        } finally {
            scrapers.shutdownNow();
        }
    }

    private static HttpResponse<byte[]> get(String path, String... headers) {
        return ScrapeClient.get(application.uri(path), headers);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
