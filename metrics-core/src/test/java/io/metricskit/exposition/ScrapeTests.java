package io.metricskit.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.metricskit.Gauge;
import io.metricskit.Registry;
import io.metricskit.model.Collector;
import io.metricskit.model.Labels;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScrapeTests {

    private static final int SLOTS = 8;
    private static final ScrapeRequest GET = ScrapeRequest.builder().build();

    private static final Map.Entry<String, String> NO_SNIFFING = Map.entry("X-Content-Type-Options", "nosniff");
    private static final Map.Entry<String, String> NO_CONTENT =
            Map.entry("Content-Security-Policy", "default-src 'none'");

    private final Registry registry = new Registry();
    private final Exposition exposition = Exposition.of(registry);
    private final Exposition exporter = exposition.forExporter();
    private final AtomicInteger collections = new AtomicInteger();

    @BeforeEach
    void registerMetrics() {
        Gauge.builder("asked")
                .help("Asked.")
                .callback(collections::incrementAndGet)
                .register(registry);
        registry.counter("orders_total", "Orders.").inc();
        registry.histogram("latency_seconds", "Latency.").observe(1);
        registry.summary("access_seconds", "Access.").observe(1);
    }

    /** A stream that fails after some bytes. */
    private static final class BrokenStream extends OutputStream {
        private int left;

        BrokenStream(int bytes) {
            this.left = bytes;
        }

        @Override
        public void write(int b) throws IOException {
            if (--left < 0) {
                throw new IOException("Broken pipe");
            }
        }
    }

    @Test
    void aGetIsAnsweredWithTheText() throws IOException {
        try (ScrapeResponse response = exposition.scrape(ScrapeRequest.of(null, null, List.of()))) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            response.writeTo(body);

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.headers())
                    .containsExactly(
                            Map.entry("Content-Type", "text/plain; version=0.0.4; charset=utf-8"),
                            NO_SNIFFING,
                            NO_CONTENT,
                            Map.entry("Vary", "Accept, Accept-Encoding"));
            assertThat(TextExposition.checked(response.headers().get("Content-Type"), body.toByteArray())
                            .familyNames())
                    .containsExactly("access_seconds", "asked", "latency_seconds", "orders_total");
        }
    }

    @Test
    void nothingIsCollectedBeforeTheBodyIsWritten() {
        exposition.scrape(GET).close();

        assertThat(collections).hasValue(0);
    }

    @Test
    void headHasTheHeadersOfGetAndCollectsNothing() throws IOException {
        ScrapeRequest.Builder request =
                ScrapeRequest.builder().accept("text/plain;version=0.0.4").acceptEncoding("gzip");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Map<String, String> ofGet;
        try (ScrapeResponse response = exposition.scrape(request.build())) {
            ofGet = response.headers();
        }

        try (ScrapeResponse response = exposition.scrape(request.method("HEAD").build())) {
            response.writeTo(body);

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.headers()).containsExactlyEntriesOf(ofGet);
        }
        assertThat(body.size()).isZero();
        assertThat(collections).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "GETX", "get", "head", ""})
    void anotherMethodIsNotAllowed(String method) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (ScrapeResponse response =
                exposition.scrape(ScrapeRequest.builder().method(method).build())) {
            response.writeTo(body);

            assertThat(response.status()).isEqualTo(405);
            assertThat(response.headers())
                    .containsExactly(
                            Map.entry("Content-Type", "text/plain; charset=utf-8"),
                            NO_SNIFFING,
                            NO_CONTENT,
                            Map.entry("Allow", "GET, HEAD"));
        }
        assertThat(body.toString(StandardCharsets.UTF_8)).isEqualTo("only GET and HEAD are allowed here\n");
        assertThat(collections).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"GET, the query has a malformed escape\\n", "HEAD, ''"})
    void aQueryWithAMalformedEscapeIsRefusedAndCounted(String method, String text) throws IOException {
        ScrapeRequest request =
                ScrapeRequest.builder().method(method).query("name[]=%f").build();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (ScrapeResponse response = exporter.scrape(request)) {
            response.writeTo(body);
            assertThat(response.status()).isEqualTo(400);
        }
        assertThat(body.toString(StandardCharsets.UTF_8)).isEqualTo(text.replace("\\n", "\n"));
        assertThat(collections).hasValue(0);
        assertThat(Bodies.scraped(exporter).value("metrics_scrapes_total", "code", "400"))
                .isEqualTo(1);
    }

    @Test
    void aQueryTakesThePlaceOfOneThatWasMalformed() throws IOException {
        ScrapeRequest request =
                ScrapeRequest.builder().query("name[]=%f").query("name[]=asked").build();

        try (ScrapeResponse response = exposition.scrape(request)) {
            assertThat(response.status()).isEqualTo(200);
        }
        assertThat(request.names()).containsExactly("asked");
    }

    @ParameterizedTest
    @CsvSource({"1000, 200, ''", "1001, 400, the query has more than 1000 names\\n"})
    void aQueryMayHaveAThousandDifferentNames(int names, int status, String text) throws IOException {
        String query = IntStream.range(0, names)
                .mapToObj(i -> "name[]=n" + i + "&name[]=n" + i)
                .collect(Collectors.joining("&"));

        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (ScrapeResponse response =
                exposition.scrape(ScrapeRequest.builder().query(query).build())) {
            response.writeTo(body);
            assertThat(response.status()).isEqualTo(status);
        }
        assertThat(body.toString(StandardCharsets.UTF_8)).isEqualTo(text.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "orders_total, orders_total",
        "orders, orders_total",
        "orders_created, orders_total",
        "latency_seconds, latency_seconds",
        "latency_seconds_bucket, latency_seconds",
        "latency_seconds_sum, latency_seconds",
        "latency_seconds_count, latency_seconds",
        "access_seconds_sum, access_seconds",
        "access_seconds_count, access_seconds",
        "asked, asked"
    })
    void aNameSelectsAFamilyByItsNameOrThatOfASample(String name, String family) {
        assertThat(selected(name)).containsExactly(family);
    }

    @ParameterizedTest
    @ValueSource(strings = {"order", "access_seconds_bucket", "asked_count", "orders_total_total", "", "ORDERS_TOTAL"})
    void aNameThatIsNoneOfOursSelectsNothing(String name) {
        assertThat(selected(name)).isEmpty();
    }

    @Test
    void theNamesOfARequestStayAsTheyAre() {
        assertThat(ScrapeRequest.of(null, null, List.of("orders")).names()).isUnmodifiable();
    }

    @Test
    void severalNamesSelectTheirUnion() {
        assertThat(selected("orders", "unknown", "asked", "orders_total")).containsExactly("asked", "orders_total");
    }

    @Test
    void aFamilyThatIsNotSelectedIsNotCollected() {
        selected("orders_total");

        assertThat(collections).hasValue(0);
    }

    private List<String> selected(String... names) {
        ScrapeRequest request = ScrapeRequest.of(null, null, List.of(names));
        return TextExposition.checked(Bodies.body(exposition, request)).familyNames();
    }

    @Test
    void gzipIsUsedWhereItIsAccepted() throws IOException {
        for (int i = 0; i < 2_000; i++) {
            registry.gauge("g" + i, "A gauge.").set(i);
        }
        try (ScrapeResponse response = exposition.scrape(ScrapeRequest.of(null, "gzip", List.of()))) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            response.writeTo(body);

            assertThat(response.headers())
                    .containsExactly(
                            Map.entry("Content-Type", "text/plain; version=0.0.4; charset=utf-8"),
                            NO_SNIFFING,
                            NO_CONTENT,
                            Map.entry("Vary", "Accept, Accept-Encoding"),
                            Map.entry("Content-Encoding", "gzip"));
            byte[] text = unpacked(body.toByteArray());
            assertThat(TextExposition.checked(text).value("g1999")).isEqualTo(1999);
            assertThat(body.size()).isLessThan(text.length / 3);
        }
    }

    @Test
    void aHigherGzipLevelMakesTheSamePageSmaller() throws IOException {
        Registry gauges = new Registry();
        for (int i = 0; i < 500; i++) {
            gauges.gauge("g" + i, "A gauge.").set(i);
        }
        Exposition fast = Exposition.of(gauges);
        Exposition small = fast.withGzipLevel(9);

        assertThat(compressed(small)).hasSizeLessThan(compressed(fast).length);
        assertThat(compressed(small.withCreatedSamples().forExporter()))
                .hasSizeLessThan(compressed(fast.forExporter()).length);
        assertThat(unpacked(compressed(small))).isEqualTo(unpacked(compressed(fast)));
        assertThat(compressed(small.withGzipLevel(1))).isEqualTo(compressed(fast));
    }

    @Test
    void anotherGzipLevelKeepsTheCreatedSamples() throws IOException {
        ScrapeRequest request = ScrapeRequest.of("application/openmetrics-text", "gzip", List.of("orders_total"));

        assertThat(new String(
                        unpacked(Bodies.body(exposition.withCreatedSamples().withGzipLevel(9), request)),
                        StandardCharsets.UTF_8))
                .contains("orders_created ");
    }

    @Test
    void anExporterTellsOfItsScrapesInCompressedBodiesToo() throws IOException {
        assertThat(new String(unpacked(compressed(exporter)), StandardCharsets.UTF_8))
                .contains("\nmetrics_scrapes_total{code=\"200\"} 0\n");
    }

    private static byte[] compressed(Exposition exposition) {
        return Bodies.body(exposition, ScrapeRequest.of(null, "gzip", List.of()));
    }

    private static byte[] unpacked(byte[] gzip) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 10})
    void aGzipLevelThatDoesNotExistIsRefused(int level) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exposition.withGzipLevel(level))
                .withMessage("a gzip level must be from 1 to 9, but got " + level);
    }

    @Test
    void headersCannotBeChanged() {
        try (ScrapeResponse response = exposition.scrape(GET)) {
            Map<String, String> headers = response.headers();
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(headers::clear);
        }
    }

    @Test
    void theNinthScrapeAtOnceIsToldToRetry() throws IOException {
        List<ScrapeResponse> open = takeAllSlots();

        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (ScrapeResponse response = exposition.scrape(GET)) {
            response.writeTo(body);

            assertThat(response.status()).isEqualTo(503);
            assertThat(response.headers())
                    .containsExactly(
                            Map.entry("Content-Type", "text/plain; charset=utf-8"),
                            NO_SNIFFING,
                            NO_CONTENT,
                            Map.entry("Retry-After", "1"));
        }
        assertThat(body.toString(StandardCharsets.UTF_8)).isEqualTo("too many scrapes at once\n");
        assertThat(status()).as("a refusal gives back no slot").isEqualTo(503);

        open.get(0).close();
        assertThat(status()).isEqualTo(200);
        open.forEach(ScrapeResponse::close);
    }

    @Test
    void aSlotIsGivenBackOnceHoweverOftenAResponseIsClosed() {
        List<ScrapeResponse> open = takeAllSlots();
        open.get(0).close();
        open.get(0).close();

        ScrapeResponse taken = exposition.scrape(GET);
        assertThat(taken.status()).isEqualTo(200);
        assertThat(status()).isEqualTo(503);
        taken.close();
        open.forEach(ScrapeResponse::close);
        takeAllSlots().forEach(ScrapeResponse::close);
    }

    @Test
    void headNeedsNoSlot() {
        List<ScrapeResponse> open = takeAllSlots();

        try (ScrapeResponse response =
                exposition.scrape(ScrapeRequest.builder().method("HEAD").build())) {
            assertThat(response.status()).isEqualTo(200);
        }
        open.forEach(ScrapeResponse::close);
    }

    @Test
    void writeNeedsNoSlot() throws IOException {
        List<ScrapeResponse> open = takeAllSlots();

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exposition.write(ExpositionFormat.TEXT, out);

        assertThat(TextExposition.checked(out.toByteArray()).familyNames()).hasSize(4);
        open.forEach(ScrapeResponse::close);
    }

    private List<ScrapeResponse> takeAllSlots() {
        List<ScrapeResponse> open = new ArrayList<>();
        for (int i = 0; i < SLOTS; i++) {
            open.add(exposition.scrape(GET));
        }
        assertThat(open).extracting(ScrapeResponse::status).containsOnly(200);
        return open;
    }

    private int status() {
        try (ScrapeResponse response = exposition.scrape(GET)) {
            return response.status();
        }
    }

    @Test
    void aClosedResponseHasNoBodyToWrite() {
        ScrapeResponse response = exposition.scrape(GET);
        response.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> response.writeTo(new ByteArrayOutputStream()))
                .withMessageContaining("closed");
        assertThat(collections).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"0, identity", "10, identity", "0, gzip", "12, gzip"})
    void aBrokenStreamSurfacesAndTheNextScrapeIsWell(int bytes, String encoding) {
        ScrapeRequest request = ScrapeRequest.of(null, encoding, List.of());
        for (int i = 0; i < 2 * SLOTS; i++) {
            try (ScrapeResponse response = exposition.scrape(request)) {
                assertThat(response.status()).isEqualTo(200);
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> response.writeTo(new BrokenStream(bytes)))
                        .withMessage("Broken pipe");
            }
        }

        assertThat(Bodies.scraped(exposition).familyNames())
                .containsExactly("access_seconds", "asked", "latency_seconds", "orders_total");
    }

    @Test
    void aBrokenStreamIsNoFaultOfACollector() {
        Gauge.builder("many")
                .help("More than a buffer takes.")
                .collect(sink -> {
                    for (int i = 0; i < 2_000; i++) {
                        sink.sample(Labels.of("series", "number " + i), i);
                    }
                })
                .register(registry);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> exposition.write(ExpositionFormat.TEXT, new BrokenStream(100)))
                .withMessage("Broken pipe");

        assertThat(Bodies.parsed(exposition).hasFamily("metrics_collector_errors_total"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip"})
    void theStreamIsNeitherFlushedNorClosed(String encoding) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                throw new AssertionError("flushed");
            }

            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };

        try (ScrapeResponse response = exposition.scrape(ScrapeRequest.of(null, encoding, List.of()))) {
            response.writeTo(out);
        }
        exposition.write(ExpositionFormat.TEXT, out);

        assertThat(out.size()).isPositive();
    }

    @Test
    void anExporterTellsOfItsScrapesFromTheFirstOneOn() {
        TextExposition first = Bodies.scraped(exporter);

        assertThat(first.value("metrics_scrapes_total", "code", "200")).isZero();
        assertThat(first.value("metrics_scrape_duration_seconds_count")).isZero();
        assertThat(first.family("metrics_scrape_duration_seconds").type()).isEqualTo("histogram");
    }

    @Test
    void anExporterCountsItsAnswersByStatus() throws IOException {
        Bodies.scraped(exporter);
        Bodies.scraped(exporter);
        exporter.scrape(ScrapeRequest.builder().method("POST").build()).close();
        exporter.scrape(ScrapeRequest.builder().method("HEAD").build()).close();

        TextExposition body = Bodies.scraped(exporter);

        assertThat(body.value("metrics_scrapes_total", "code", "200")).isEqualTo(3);
        assertThat(body.value("metrics_scrapes_total", "code", "405")).isEqualTo(1);
        assertThat(body.value("metrics_scrape_duration_seconds_count")).isEqualTo(2);
    }

    @Test
    void anExporterCountsAScrapeOnceHoweverOftenItsResponseIsClosed() {
        ScrapeResponse response = exporter.scrape(GET);
        response.close();
        response.close();

        assertThat(Bodies.scraped(exporter).value("metrics_scrapes_total", "code", "200"))
                .isEqualTo(1);
    }

    @Test
    void anExportersOwnCollectorsWinTheirNames() {
        Collector own = Gauge.builder("asked")
                .help("Of the exporter.")
                .callback(() -> -1)
                .build();

        assertThat(Bodies.scraped(exposition.forExporter(own)).value("asked")).isEqualTo(-1);
        assertThat(Bodies.scraped(exposition).value("asked")).isEqualTo(1);
    }

    @Test
    void anExporterOfAnExporterKeepsItsCollectors() {
        Collector own = Gauge.builder("own").help("Own.").callback(() -> 1).build();

        assertThat(Bodies.scraped(exposition.forExporter(own).forExporter()).value("own"))
                .isEqualTo(1);
    }

    @Test
    void whatAnExporterWritesWithoutAScrapeSaysNothingOfScrapes() {
        assertThat(Bodies.parsed(exporter).familyNames())
                .containsExactly("access_seconds", "asked", "latency_seconds", "orders_total");
    }

    @Test
    void anExpositionThatIsNoExporterSaysNothingOfScrapes() {
        Bodies.scraped(exporter);

        assertThat(Bodies.scraped(exposition).familyNames()).noneMatch(name -> name.startsWith("metrics_"));
        assertThat(Bodies.parsed(exposition).familyNames()).noneMatch(name -> name.startsWith("metrics_"));
        assertThat(registry.collectors()).hasSize(4);
    }

    @Test
    void aRequestIsAGetOfEverythingUnlessToldOtherwise() {
        assertThat(GET.method()).isEqualTo("GET");
        assertThat(GET.accept()).isNull();
        assertThat(GET.acceptEncoding()).isNull();
        assertThat(GET.names()).isEmpty();
    }

    @Test
    void aRequestKeepsACopyOfItsNames() {
        List<String> names = new ArrayList<>(List.of("a", "a", "b"));
        ScrapeRequest request = ScrapeRequest.of("text/plain", "gzip", names);
        names.clear();

        assertThat(request.names()).containsExactlyInAnyOrder("a", "b");
        assertThat(request.accept()).isEqualTo("text/plain");
        assertThat(request.acceptEncoding()).isEqualTo("gzip");
    }

    @Test
    void aNameMustNotBeNull() {
        List<String> names = new ArrayList<>();
        names.add(null);

        assertThatNullPointerException()
                .isThrownBy(() -> ScrapeRequest.builder().names(names));
    }

    @Test
    void aMethodMustNotBeNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> ScrapeRequest.builder().method(null))
                .withMessage("method must not be null");
    }
}
