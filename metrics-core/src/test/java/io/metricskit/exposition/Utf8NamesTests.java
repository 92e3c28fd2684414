package io.metricskit.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.metricskit.Counter;
import io.metricskit.Gauge;
import io.metricskit.Histogram;
import io.metricskit.MetricConflictException;
import io.metricskit.Registry;
import io.metricskit.jvm.JvmMetrics;
import io.metricskit.model.Labels;
import io.metricskit.testkit.OpenMetricsExposition;
import io.metricskit.testkit.ProtobufExposition;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of any characters, in a registry that allows them, as scrapers get to see them. */
final class Utf8NamesTests {

    private static final String TEXT_1 = "text/plain;version=1.0.0;escaping=";
    private static final String OPENMETRICS = "application/openmetrics-text;version=1.0.0;escaping=";
    private static final String PROTOBUF =
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;" + "encoding=delimited;escaping=";

    private final Registry registry = Registry.builder()
            .utf8Names(true)
            .constLabels(Labels.utf8("service.name", "shop"))
            .build();

    @BeforeEach
    void record() {
        Counter.builder("http.requests_total")
                .help("Requests.")
                .labelNames("http.method")
                .register(registry)
                .labelValues("GET")
                .inc();
        Gauge.builder("plain").help("P.").register(registry).set(Labels.of("a", "b"), 2);
        Histogram.builder("größe")
                .help("Size.")
                .buckets(1)
                .register(registry)
                .labels("l\"a", "x")
                .observe(0.5);
    }

    @Test
    void theyStandBetweenQuotesForThoseWhoTakeThem() throws IOException {
        assertThat(text(TEXT_1 + "allow-utf-8")).isEqualTo("""
                # HELP "größe" Size.
                # TYPE "größe" histogram
                {"größe_bucket","service.name"="shop","l\\"a"="x",le="1.0"} 1
                {"größe_bucket","service.name"="shop","l\\"a"="x",le="+Inf"} 1
                {"größe_sum","service.name"="shop","l\\"a"="x"} 0.5
                {"größe_count","service.name"="shop","l\\"a"="x"} 1
                # HELP "http.requests_total" Requests.
                # TYPE "http.requests_total" counter
                {"http.requests_total","service.name"="shop","http.method"="GET"} 1
                # HELP plain P.
                # TYPE plain gauge
                plain{"service.name"="shop",a="b"} 2
                """);
        assertThat(text(OPENMETRICS + "allow-utf-8")).contains("# TYPE \"http.requests\" counter\n");
    }

    @Test
    void theyAreEscapedForAllOthers() throws IOException {
        assertThat(text("text/plain")).isEqualTo("""
                # HELP gr__e Size.
                # TYPE gr__e histogram
                gr__e_bucket{service_name="shop",l_a="x",le="1.0"} 1
                gr__e_bucket{service_name="shop",l_a="x",le="+Inf"} 1
                gr__e_sum{service_name="shop",l_a="x"} 0.5
                gr__e_count{service_name="shop",l_a="x"} 1
                # HELP http_requests_total Requests.
                # TYPE http_requests_total counter
                http_requests_total{service_name="shop",http_method="GET"} 1
                # HELP plain P.
                # TYPE plain gauge
                plain{service_name="shop",a="b"} 2
                """);
        assertThat(text(TEXT_1 + "values"))
                .contains("U__http_2e_requests__total{U__service_2e_name=\"shop\",U__http_2e_method=\"GET\"} 1\n")
                .contains("plain{U__service_2e_name=\"shop\",a=\"b\"} 2\n");
        assertThat(text(OPENMETRICS + "dots"))
                .contains("# TYPE http_dot_requests_ counter\n")
                .contains("http_dot_requests__total{service_dot_name=\"shop\",http_dot_method=\"GET\"} 1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"allow-utf-8", "underscores", "dots", "values"})
    void everyFormatReadsBackInEveryScheme(String scheme) throws IOException {
        EscapingScheme escaping = EscapingScheme.resolve(scheme);
        String[] labels = {escaping.labelName("service.name"), "shop", escaping.labelName("http.method"), "GET"};
        String name = escaping.metricName("http.requests_total");

        String text = ExpositionFormat.negotiate(TEXT_1 + scheme).contentType();
        assertThat(TextExposition.checkedUtf8(text, body(TEXT_1 + scheme)).value(name, labels))
                .isEqualTo(1);
        String openMetrics = ExpositionFormat.negotiate(OPENMETRICS + scheme).contentType();
        assertThat(OpenMetricsExposition.checked(openMetrics, body(OPENMETRICS + scheme))
                        .value(name, labels))
                .isEqualTo(1);
        String protobuf = ExpositionFormat.negotiate(PROTOBUF + scheme).contentType();
        assertThat(ProtobufExposition.checked(protobuf, body(PROTOBUF + scheme)).value(name, labels))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http_requests_total", "http requests_total", "U__http_2e_requests__total", "http.requests"})
    void whatSomeScraperWouldKnowUnderTheSameNameIsRefused(String name) {
        assertThatExceptionOfType(MetricConflictException.class)
                .isThrownBy(() -> Gauge.builder(name).help("G.").register(registry))
                .withMessageContaining("would both be known as");
    }

    @Test
    void labelNamesThatBecomeTheSameAreRefused() {
        Gauge gauge = Gauge.builder("g").help("G.").register(registry);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> gauge.labels("a.b", "1", "a_b", "2"))
                .withMessage("gauge 'g': label names 'a.b' and 'a_b' would both become 'a_b' for some scrapers");
    }

    @Test
    void constantLabelsThatBecomeTheSameAreRefused() {
        Labels labels = Labels.utf8("host.name", "h1", "host_name", "h1");
        String reason = "label names 'host.name' and 'host_name' would both become 'host_name' for some scrapers";

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Registry.builder().utf8Names(true).constLabels(labels).build())
                .withMessage("constant labels of a registry: " + reason);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Gauge.builder("g").help("G.").constLabels(labels).register(registry))
                .withMessage("gauge 'g': " + reason);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gauge.builder("g")
                        .help("G.")
                        .constLabels(labels)
                        .callback(() -> 1)
                        .register(registry))
                .withMessage("gauge 'g': " + reason);
    }

    @Test
    void labelNamesOfDifferentSeriesThatBecomeTheSameAreRefused() {
        Gauge gauge = Gauge.builder("g").help("G.").register(registry);
        gauge.set(Labels.utf8("a.b", "1"), 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> gauge.set(Labels.of("a_b", "1"), 2))
                .withMessage("gauge 'g': label names 'a.b' and 'a_b' would both become 'a_b' for some scrapers");
        gauge.set(Labels.utf8("a.b", "1", "c", "2"), 3);
    }

    @Test
    void labelNamesOfRemovedSeriesAreNotThereAnyMore() {
        Gauge gauge = Gauge.builder("g").help("G.").register(registry);
        for (int i = 0; i < 100; i++) {
            gauge.set(Labels.of("id", "" + i), 1);
        }
        gauge.set(Labels.utf8("a.b", "1"), 1);
        gauge.remove(Labels.utf8("a.b", "1"));

        gauge.set(Labels.of("a_b", "1"), 2);
        new Registry().register(gauge);

        assertThat(gauge.get(Labels.of("a_b", "1"))).isEqualTo(2);
    }

    @Test
    void aMetricThatIsInALegacyRegistryTooTakesNoOtherLabelNames() {
        Gauge gauge = Gauge.builder("g").help("G.").register(new Registry());
        registry.register(gauge);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> gauge.set(Labels.utf8("a.b", "1"), 1))
                .withMessageContaining("'a.b'");
    }

    @Test
    void aLabelThatBecomesAConstantOneIsRefusedToAMetricThatIsInALegacyRegistryTooAsWell() {
        Gauge gauge = Gauge.builder("g").help("G.").register(new Registry());
        registry.register(gauge);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> gauge.set(Labels.of("service_name", "shop"), 1))
                .withMessage("gauge 'g': label names 'service.name' and 'service_name' would both become"
                        + " 'service_name' for some scrapers");
    }

    @Test
    void labelNamesOfTheOverflowSeriesAreRefusedToOthersAndThoseOfRemovedOnesAreFreeForIt() {
        Gauge gauge = Gauge.builder("g").help("G.").maxSeries(2).register(registry);
        gauge.set(Labels.of("id", "1"), 1);
        gauge.set(Labels.utf8("a.b", "1"), 1);
        gauge.remove(Labels.utf8("a.b", "1"));
        gauge.set(Labels.of("id", "2"), 1);

        gauge.set(Labels.of("a_b", "1"), 2);
        gauge.remove(Labels.of("id", "1"));

        assertThat(gauge.get(Labels.of("a_b", "__overflow__"))).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gauge.set(Labels.utf8("a.b", "1"), 3))
                .withMessageContaining("label names 'a_b' and 'a.b' would both become 'a_b'");
    }

    @Test
    void aLabelThatBecomesAConstantOneOfTheRegistryIsRefused() {
        Gauge free = Gauge.builder("g").help("G.").register(registry);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> free.set(Labels.of("service_name", "x"), 1))
                .withMessage("gauge 'g': label names 'service.name' and 'service_name' would both become"
                        + " 'service_name' for some scrapers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gauge.builder("declared")
                        .help("D.")
                        .labelNames("service_name")
                        .register(registry))
                .withMessageContaining("gauge 'declared': label names 'service.name' and 'service_name'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gauge.builder("constant")
                        .help("C.")
                        .constLabels(Labels.of("service_name", "x"))
                        .register(registry))
                .withMessageContaining("gauge 'constant': label names 'service.name' and 'service_name'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gauge.builder("callback")
                        .help("C.")
                        .constLabels(Labels.of("service_name", "x"))
                        .callback(() -> 1)
                        .register(registry))
                .withMessageContaining("gauge 'callback': label names 'service.name' and 'service_name'");
        free.set(Labels.utf8("service", "x"), 1);
        assertThat(registry.collectors()).contains(free).hasSize(4);
    }

    @Test
    void aLabelInUseThatBecomesAConstantOneKeepsTheMetricOutOfTheRegistry() {
        Registry legacy = new Registry();
        Gauge gauge = Gauge.builder("g").help("G.").register(legacy);
        gauge.set(Labels.of("service_name", "x"), 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.register(gauge))
                .withMessageContaining("gauge 'g': label names 'service.name' and 'service_name'");

        assertThat(registry.collectors()).doesNotContain(gauge);
        gauge.set(Labels.of("service_name", "y"), 2);
    }

    @Test
    void constantLabelsOfDifferentRegistriesMayBecomeTheSame() {
        Gauge gauge = Gauge.builder("g").help("G.").register(registry);
        Registry.builder()
                .utf8Names(true)
                .constLabels(Labels.of("service_name", "shop"))
                .build()
                .register(gauge);

        gauge.set(Labels.utf8("a.b", "1"), 1);
        assertThatIllegalArgumentException().isThrownBy(() -> gauge.set(Labels.utf8("service:name", "x"), 1));
    }

    @Test
    void aCollectorWithSeriesThatBecomeTheSameIsLeftOutForThoseWhoSeeThemSo() throws IOException {
        Gauge.builder("g")
                .help("G.")
                .collect(sink -> {
                    sink.sample(Labels.utf8("a.b", "1"), 1);
                    sink.sample(Labels.of("a_b", "1"), 2);
                })
                .register(registry);

        assertThat(text("text/plain")).doesNotContain("# TYPE g ");
        assertThat(text(TEXT_1 + "allow-utf-8"))
                .contains("g{\"service.name\"=\"shop\",\"a.b\"=\"1\"} 1\n")
                .contains("g{\"service.name\"=\"shop\",a_b=\"1\"} 2\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..name..", "_name_", "-name_"})
    void aLabelNameThatBecomesAReservedOneIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Labels.utf8(name, "1"))
                .withMessage("label names that begin with __ are reserved by Prometheus, but '" + name
                        + "' becomes '__name__' for some scrapers");
    }

    @Test
    void aLegacyLabelNameThatBecomesTheOneOfTheMetricIsRefusedToo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Labels.of("_name_", "1"))
                .withMessage("label names that begin with __ are reserved by Prometheus, but '_name_' becomes"
                        + " '__name__' for some scrapers");
    }

    @Test
    void aLabelNameThatBecomesAnotherOneWithTwoUnderscoresIsTaken() throws IOException {
        Gauge.builder("g").help("G.").register(registry).set(Labels.utf8("_names_", "1", "-name.", "2"), 1);

        assertThat(text(TEXT_1 + "dots")).contains("__name_dot_=\"2\",__names__=\"1\"} 1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http_requests_total", "U__http_2e_requests__total", "http_dot_requests_total"})
    void aFamilyOfAnotherRegistryIsLeftOutIfSomeScraperWouldKnowItUnderTheSameName(String name) throws IOException {
        Registry other = new Registry();
        Gauge.builder(name).help("G.").register(other).set(1);
        Gauge.builder("other").help("G.").register(other).set(1);

        assertThat(families(registry, other)).contains("other");
        assertThat(families(registry, other).contains("metrics_collector_errors_total"))
                .isEqualTo(!name.contains("dot"));
    }

    @Test
    void aFamilyOfAnotherRegistryIsLeftOutIfItsNameLessItsSuffixBecomesTheSame() throws IOException {
        Registry utf8 = Registry.builder().utf8Names(true).build();
        Counter.builder("http.calls.total").help("C.").register(utf8).inc();
        Registry other = new Registry();
        Histogram.builder("http_calls").help("H.").register(other).observe(1);

        assertThat(families(utf8, other)).contains("http_calls_total").doesNotContain("http_calls");
    }

    @Test
    void otherRegistriesTakeNone() {
        Registry legacy = new Registry();
        Gauge gauge = Gauge.builder("g").help("G.").register(legacy);
        assertThat(legacy.takesUtf8Names()).isFalse();
        assertThat(registry.takesUtf8Names()).isTrue();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gauge.builder("a.b").help("G.").register(legacy))
                .withMessageContaining("but got 'a.b'");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Gauge.builder("h").help("G.").labelNames("a.b").register(legacy))
                .withMessage("gauge 'h': a label name must match [a-zA-Z_][a-zA-Z0-9_]* in a registry without"
                        + " utf8Names(true), but got 'a.b'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gauge.builder("h")
                        .help("G.")
                        .constLabels(Labels.utf8("a.b", "c"))
                        .register(legacy))
                .withMessage("gauge 'h': a label name must match [a-zA-Z_][a-zA-Z0-9_]* in a registry without"
                        + " utf8Names(true), but got 'a.b'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gauge.set(Labels.utf8("a.b", "c"), 1))
                .withMessage("gauge 'g': a label name must match [a-zA-Z_][a-zA-Z0-9_]* in a registry without"
                        + " utf8Names(true), but got 'a.b'");
        assertThatIllegalArgumentException().isThrownBy(() -> gauge.labels("a.b", "c"));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Registry.builder().constLabels(Labels.utf8("a.b", "c")).build())
                .withMessageContaining("utf8Names(true)");
        assertThat(legacy.collectors()).containsExactly(gauge);
    }

    @Test
    void aMetricKeepsNoneOfThemOnceItHasLeftSuchARegistry() {
        Gauge gauge = Gauge.builder("g").help("G.").register(registry);
        registry.unregister("g");
        new Registry().register(gauge);

        assertThatIllegalArgumentException().isThrownBy(() -> gauge.set(Labels.utf8("a.b", "c"), 1));
    }

    @Test
    void aMetricThatDeclaresThemTakesThemInNoRegistryToo() {
        Counter counter = Counter.builder("a.b").help("C.").labelNames("c.d").register(registry);
        registry.unregister("a.b");

        counter.labelValues("1").inc();
        counter.labels("c.d", "2").inc();

        assertThat(counter.get(Labels.utf8("c.d", "1"))).isEqualTo(1);
        assertThat(counter.get(Labels.utf8("c.d", "2"))).isEqualTo(1);
    }

    @Test
    void collectorsOfYourOwnMayHaveThem() throws IOException {
        Gauge.builder("pool.size")
                .help("Pools.")
                .constLabels(Labels.of("host", "x"))
                .collect(sink -> {
                    sink.sample(Labels.utf8("pool.name", "a"), 1);
                    sink.sample(Labels.utf8("pool.name", "b"), 2);
                })
                .register(registry);

        assertThat(text("text/plain")).contains("""
                # HELP pool_size Pools.
                # TYPE pool_size gauge
                pool_size{service_name="shop",host="x",pool_name="a"} 1
                pool_size{service_name="shop",host="x",pool_name="b"} 2
                """);
    }

    @Test
    void constantLabelsMayHaveThemBesideCollectorsThatKnowNothingOfThem() throws IOException {
        Registry jvm = new Registry();
        JvmMetrics.register(jvm);

        assertThat(families(new Registry(), jvm)).isNotEmpty();
        assertThat(families(registry, jvm)).containsAll(families(new Registry(), jvm));
    }

    @Test
    void aLabelOfAnotherRegistrysSeriesWinsOverAConstantOneBesideThem() throws IOException {
        Registry shop = Registry.builder()
                .utf8Names(true)
                .constLabels(Labels.utf8("service.name", "shop", "region", "eu"))
                .build();
        Registry other = new Registry();
        Counter.builder("calls_total").help("C.").register(other).inc(Labels.of("region", "us"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Exposition.of(shop, other).write(ExpositionFormat.TEXT, out);

        assertThat(out).hasToString("""
                # HELP calls_total C.
                # TYPE calls_total counter
                calls_total{service_name="shop",region="us"} 1
                """);
    }

    @Test
    void aRefusedValueIsReportedWithThem() {
        Counter.Child child =
                Counter.builder("c_total").help("C.").register(registry).labels("http.method", "GET");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> child.add(-1))
                .withMessageContainingAll("http.method=\"GET\"", "-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http.requests_total", "http_requests_total", "http.requests", "http_requests"})
    void aFamilyIsSelectedByItsNameAndByTheOneThatTheScraperSees(String name) {
        ScrapeRequest request = ScrapeRequest.of("text/plain", null, List.of(name));

        assertThat(new String(Bodies.body(Exposition.of(registry), request), StandardCharsets.UTF_8))
                .isEqualTo("""
                # HELP http_requests_total Requests.
                # TYPE http_requests_total counter
                http_requests_total{service_name="shop",http_method="GET"} 1
                """);
    }

    @ParameterizedTest
    @EnumSource(EscapingScheme.class)
    void aFamilyIsSelectedByTheNameOfAnyOfItsSamples(EscapingScheme escaping) {
        Registry other = Registry.builder().utf8Names(true).build();
        Histogram.builder("a_b.c").help("H.").buckets(1).register(other).observe(2);
        Exposition exposition = Exposition.of(other);
        String accept = TEXT_1 + escaping.parameter();
        String whole = selected(exposition, accept);

        for (String suffix : List.of("", "_bucket", "_sum", "_count")) {
            assertThat(selected(exposition, accept, escaping.metricName("a_b.c") + suffix))
                    .as(suffix)
                    .isNotEmpty()
                    .isEqualTo(whole);
        }
    }

    @Test
    void whoWritesTheTextThatHasThemGetsThemAsTheyAre() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Exposition.of(registry).write(ExpositionFormat.TEXT_UTF8, out);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(text(TEXT_1 + "allow-utf-8"));
    }

    @Test
    void labelsOverTheBoundAreCountedTogetherWhateverTheirNames() {
        Counter bounded = Counter.builder("bounded_total")
                .help("Bounded.")
                .maxSeries(1)
                .register(Registry.builder().utf8Names(true).build());
        bounded.inc(Labels.utf8("a.b", "1"));
        bounded.inc(Labels.utf8("c.d", "2"));

        bounded.inc(Labels.utf8("a_b", "3"));

        assertThat(bounded.labels(Labels.utf8("c.d", "2")).get()).isEqualTo(2);
    }

    private static String selected(Exposition exposition, String accept, String... names) {
        return new String(
                Bodies.body(exposition, ScrapeRequest.of(accept, null, List.of(names))), StandardCharsets.UTF_8);
    }

    private static List<String> families(Registry... registries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Exposition.of(registries[0], Arrays.copyOfRange(registries, 1, registries.length))
                .write(ExpositionFormat.TEXT, out);
        return TextExposition.checked(out.toByteArray()).familyNames();
    }

    private String text(String accept) throws IOException {
        return new String(body(accept), StandardCharsets.UTF_8);
    }

    private byte[] body(String accept) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Exposition.of(registry).write(ExpositionFormat.negotiate(accept), out);
        return out.toByteArray();
    }
}
