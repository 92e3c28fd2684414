package io.metricskit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.exposition.PrometheusAccept;
import io.metricskit.testkit.HttpAnswer;
import io.metricskit.testkit.RawClient;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scraper may rely on, whatever server stands before an exposition. */
public abstract class EndpointContract extends EndpointFaultContract {

    @Test
    void aRequestWithoutAnyHeaderIsAnsweredWithText() throws IOException {
        try (RawClient client = connect()) {
            HttpAnswer answer = client.send("GET /metrics HTTP/1.0\r\n\r\n").answer();

            assertAnswers(answer, TEXT);
            assertThat(answer.header("Content-Encoding")).isEmpty();
            assertThat(TextExposition.checked(TEXT, answer.body()).value("visits_total"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPrometheusGetsItsFirstChoiceOfWhatThereIs(PrometheusAccept prometheus) throws IOException {
        assertNegotiates(prometheus.header(), get(VISITS, "Accept", prometheus.header()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "*",
                "text/*",
                "text/plain",
                "text/plain;version=0.0.4",
                "text/plain;version=1.0.0;escaping=dots",
                "text/plain;version=9.9.9",
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
                "text/plain;q=0.2,application/openmetrics-text;version=1.0.0;q=0.7",
                "application/openmetrics-text",
                "application/json",
                "image/png;q=1",
                "text/plain;q=0",
                "*/*;q=0",
                "text/plain;q=0,*/*;q=0",
                "*/*;q=2",
                "garbage/",
                "/;q=0.1",
                ";;,=\"",
                ""
            })
    void anyOtherAcceptHeaderIsAnswered(String accept) throws IOException {
        assertNegotiates(accept, get(VISITS, "Accept", accept));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", ",", "\"", "text/plain;", "*/*;q=0.1,"})
    void sixtyFourKilobytesOfGarbageAreAnswered(String piece) throws IOException {
        String garbage = piece.repeat(64 * 1024 / piece.length());

        assertNegotiates(garbage, get(VISITS, "Accept", garbage));
        assertAnswers(get(VISITS, "Accept-Encoding", garbage), TEXT);
    }

    @Test
    void linesOfOneHeaderAreReadTogether() throws IOException {
        HttpAnswer answer = get(
                VISITS,
                "Accept",
                "application/openmetrics-text;version=1.0.0;q=0.1",
                "Accept",
                "text/plain;version=0.0.4;escaping=values",
                "Accept-Encoding",
                "br",
                "Accept-Encoding",
                "gzip");

        assertAnswers(answer, TEXT + "; escaping=values");
        assertThat(answer.header("Content-Encoding")).contains("gzip");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | gzip",
                "GZIP | gzip",
                "x-gzip | gzip",
                "gzip;q=1.0 | gzip",
                "br, gzip;q=0.5 | gzip",
                "gzip, deflate, br, zstd | gzip",
                "* | ",
                "gzip;q=0 | ",
                "*;q=0 | ",
                "gzip, identity | ",
                "gzip;q=0.1, identity | ",
                "identity | ",
                "br | ",
                "zstd;q=1, *;q=0 | "
            })
    void theBodyIsCompressedForThoseWhoTakeIt(String acceptEncoding, String contentEncoding) throws IOException {
        HttpAnswer answer = get(VISITS, "Accept-Encoding", acceptEncoding);

        assertAnswers(answer, TEXT);
        assertThat(answer.header("Content-Encoding")).isEqualTo(Optional.ofNullable(contentEncoding));
        byte[] body = contentEncoding == null
                ? answer.body()
                : new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
        assertThat(body).isEqualTo(get(VISITS).body());
    }

    @Test
    void aLargePageIsStreamedWithoutALength() throws IOException {
        makeThePageLarge();

        HttpAnswer plain = get("/metrics");
        HttpAnswer compressed = get("/metrics", "Accept-Encoding", "gzip");

        for (HttpAnswer answer : new HttpAnswer[] {plain, compressed}) {
            assertAnswers(answer, TEXT);
            assertThat(answer.header("Transfer-Encoding")).contains("chunked");
        }
        assertThat(TextExposition.checked(TEXT, plain.body()).samples("many_total"))
                .hasSize(SERIES);
        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes();
        assertThat(TextExposition.checked(TEXT, unpacked).samples("many_total")).hasSize(SERIES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip"})
    void headHasTheHeadersOfGetAndNoBody(String encoding) throws IOException {
        HttpAnswer get = get("/metrics", "Accept-Encoding", encoding);
        HttpAnswer head = exchange("HEAD", "/metrics", "Accept-Encoding", encoding);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String header : new String[] {"Content-Type", "Content-Encoding", "Vary", "Content-Length"}) {
            assertThat(head.header(header)).as(header).isEqualTo(get.header(header));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "SCRAPE"})
    void otherMethodsAreRefused(String method) throws IOException {
        try (RawClient client = connect()) {
            HttpAnswer answer = client.send(method + " /metrics HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"
                            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=b")
                    .answer();

            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Allow")).contains("GET, HEAD");
            assertThat(answer.text()).doesNotContain("visits_total");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metricsX",
                "/metric",
                "/metrics/",
                "/metrics//",
                "/metrics/x",
                "//metrics",
                "///metrics",
                "/x/metrics",
                "/METRICS"
            })
    void otherPathsAreNotFound(String path) throws IOException {
        HttpAnswer answer = get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).doesNotContain("visits_total");
    }

    @Test
    void familiesAreSelectedByRepeatedNames() throws IOException {
        registry().counter("orders_total", "Orders.").inc();

        HttpAnswer answer = get(VISITS + "&x=1&name%5B%5D=metrics_scrapes_total&name%5B%5D=%25zz&name%5B%5D");

        assertThat(TextExposition.checked(TEXT, answer.body()).familyNames())
                .containsExactly("metrics_scrapes_total", "visits_total");
    }

    @Test
    void aMalformedEscapeIsABadRequest() throws IOException {
        assertThat(get("/metrics?name%5B%5D=%f").status()).isEqualTo(400);
    }

    @Test
    void scrapesAreCountedByStatus() throws IOException {
        TextExposition before = scrape();
        exchange("POST", "/metrics");

        TextExposition after = scrape();

        assertThat(after.value("metrics_scrapes_total", "code", "200")
                        - before.value("metrics_scrapes_total", "code", "200"))
                .isEqualTo(1);
        assertThat(after.value("metrics_scrapes_total", "code", "405")).isPositive();
        assertThat(after.value("metrics_scrape_duration_seconds_count")
                        - before.value("metrics_scrape_duration_seconds_count"))
                .isEqualTo(1);
    }

    /** The exposition itself is the measure: what it writes in a format is tested elsewhere. */
    private void assertNegotiates(String accept, HttpAnswer answer) throws IOException {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        Exposition.of(registry()).write(ExpositionFormat.negotiate(accept), expected);

        assertAnswers(answer, ExpositionFormat.negotiate(accept).contentType());
        assertThat(answer.body()).isEqualTo(expected.toByteArray());
    }

    private void assertAnswers(HttpAnswer answer, String contentType) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains(sent(contentType));
        assertThat(answer.header("Vary")).contains("Accept, Accept-Encoding");
        assertThat(answer.header("Content-Length")).isEmpty();
        assertThat(answer.whole()).isTrue();
    }
}
