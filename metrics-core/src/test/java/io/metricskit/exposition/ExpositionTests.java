package io.metricskit.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.metricskit.Counter;
import io.metricskit.Gauge;
import io.metricskit.Histogram;
import io.metricskit.LoggedLines;
import io.metricskit.Quantile;
import io.metricskit.Registry;
import io.metricskit.Summary;
import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.SampleSink;
import io.metricskit.model.Series;
import io.metricskit.model.Thresholds;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpositionTests {

    private final Registry registry = new Registry();

    /** A family whose samples a test writes. */
    private record Written(Descriptor descriptor, Consumer<SampleSink> samples) implements Collector {
        @Override
        public void collect(SampleSink sink) {
            samples.accept(sink);
        }
    }

    @Test
    void anEmptyRegistryWritesNothing() {
        assertThat(Bodies.text(registry)).isEmpty();
    }

    @Test
    void aCounterIsOneLinePerSeries() {
        Counter uploads = Counter.builder("file_uploads_total")
                .help("File total uploads.")
                .register(registry);
        uploads.inc(Labels.of("type", "png"));
        uploads.add(Labels.of("type", "jpg", "size", "big"), 2.5);
        uploads.inc(Labels.of("type", "png"));

        assertThat(Bodies.text(registry)).isEqualTo("""
                # HELP file_uploads_total File total uploads.
                # TYPE file_uploads_total counter
                file_uploads_total{type="png"} 2
                file_uploads_total{size="big",type="jpg"} 2.5
                """);
    }

    @Test
    void aGaugeWithoutLabelsHasNoBraces() {
        Gauge queue = registry.gauge("queue_size", "Orders that wait.");
        queue.set(-5);

        assertThat(Bodies.text(registry)).isEqualTo("""
                # HELP queue_size Orders that wait.
                # TYPE queue_size gauge
                queue_size -5
                """);
    }

    @Test
    void aHistogramIsCumulativeBucketsWithSumAndCount() {
        Histogram latency = Histogram.builder("request_latency_seconds")
                .help("Latency of requests.")
                .buckets(0.25, 0.5, 1, 5)
                .register(registry);
        for (double seconds : new double[] {0.25, 0.5, 0.75, 7}) {
            latency.observe(Labels.of("path", "/"), seconds);
        }

        assertThat(Bodies.text(registry)).isEqualTo("""
                # HELP request_latency_seconds Latency of requests.
                # TYPE request_latency_seconds histogram
                request_latency_seconds_bucket{path="/",le="0.25"} 1
                request_latency_seconds_bucket{path="/",le="0.5"} 2
                request_latency_seconds_bucket{path="/",le="1.0"} 3
                request_latency_seconds_bucket{path="/",le="5.0"} 3
                request_latency_seconds_bucket{path="/",le="+Inf"} 4
                request_latency_seconds_sum{path="/"} 8.5
                request_latency_seconds_count{path="/"} 4
                """);
    }

    @Test
    void aHistogramWithoutLabelsHasTheBoundAsItsOnlyLabel() {
        Histogram.builder("h").help("H.").buckets(1).register(registry).observe(2);

        assertThat(Bodies.text(registry)).isEqualTo("""
                # HELP h H.
                # TYPE h histogram
                h_bucket{le="1.0"} 0
                h_bucket{le="+Inf"} 1
                h_sum 2
                h_count 1
                """);
    }

    @Test
    void aSummaryIsQuantilesWithSumAndCount() {
        Summary access = Summary.builder("http_access_seconds")
                .help("HTTP access time.")
                .quantiles(Quantile.of(0.99, 0.001), Quantile.of(0.5, 0.05))
                .register(registry);
        access.observe(Labels.of("path", "/static"), 3.142);

        assertThat(Bodies.text(registry)).isEqualTo("""
                # HELP http_access_seconds HTTP access time.
                # TYPE http_access_seconds summary
                http_access_seconds{path="/static",quantile="0.5"} 3.142
                http_access_seconds{path="/static",quantile="0.99"} 3.142
                http_access_seconds_sum{path="/static"} 3.142
                http_access_seconds_count{path="/static"} 1
                """);
    }

    @Test
    void aSummaryWithoutObservationsHasNoQuantileValues() {
        Summary.builder("s").help("S.").quantiles(Quantile.of(0.5)).register(registry);

        assertThat(Bodies.text(registry)).isEqualTo("""
                # HELP s S.
                # TYPE s summary
                s{quantile="0.5"} NaN
                s_sum 0
                s_count 0
                """);
    }

    @Test
    void aSummaryMayHaveNoQuantiles() {
        Summary.builder("s").help("S.").quantiles().register(registry).observe(2);

        assertThat(Bodies.text(registry)).isEqualTo("""
                # HELP s S.
                # TYPE s summary
                s_sum 2
                s_count 1
                """);
    }

    @Test
    void anInfoIsAGaugeAndAnUnknownFamilyIsUntyped() {
        registry.register(new Written(
                new Descriptor("build_info", "What was built.", MetricType.INFO),
                sink -> sink.sample(Labels.of("version", "1.0"), 1)));
        registry.register(new Written(new Descriptor("legacy", "", MetricType.UNKNOWN), sink -> sink.sample(-7)));

        assertThat(Bodies.text(registry)).isEqualTo("""
                # HELP build_info What was built.
                # TYPE build_info gauge
                build_info{version="1.0"} 1
                # TYPE legacy untyped
                legacy -7
                """);
    }

    @Test
    void aForeignHistogramMayHaveEmptyBuckets() {
        registry.register(new Written(
                new Descriptor("h", "", MetricType.HISTOGRAM),
                sink -> sink.histogram(Labels.empty(), Thresholds.upperBounds(1, 2), new long[] {0, 3, 3}, 4.5)));

        assertThat(Bodies.parsed(registry).value("h_bucket", "le", "1.0")).isZero();
        assertThat(Bodies.parsed(registry).value("h_count")).isEqualTo(3);
    }

    @Test
    void aForeignSummaryMayHaveNoObservationsAndTheQuantileOfOne() {
        Thresholds quantiles = Thresholds.quantiles(0.5, 1);
        registry.register(new Written(
                new Descriptor("s", "", MetricType.SUMMARY),
                sink -> sink.summary(Labels.empty(), quantiles, new double[] {Double.NaN, Double.NaN}, 0, 0)));

        assertThat(Bodies.text(registry)).isEqualTo("""
                # TYPE s summary
                s{quantile="0.5"} NaN
                s{quantile="1.0"} NaN
                s_sum 0
                s_count 0
                """);
    }

    @Test
    void aForeignCollectorWritesEveryKindOfSample() {
        Thresholds bounds = Thresholds.upperBounds(1);
        Thresholds quantiles = Thresholds.quantiles(0.5);
        registry.register(new Written(
                new Descriptor("h", "", MetricType.HISTOGRAM),
                sink -> sink.histogram(Labels.of("a", "x"), bounds, new long[] {1, 3}, 4.5)));
        registry.register(new Written(
                new Descriptor("s", "", MetricType.SUMMARY),
                sink -> sink.summary(Labels.of("a", "x"), quantiles, new double[] {0.25}, 3, 4.5)));
        registry.register(new Written(new Descriptor("t", "", MetricType.COUNTER), sink -> {
            sink.sample(Series.of(Labels.of("a", "x")), Long.MAX_VALUE);
            sink.sample(Labels.of("a", "y"), 0);
            sink.sample(Labels.of("a", "z"), (1L << 53) + 1);
        }));

        assertThat(Bodies.text(registry)).isEqualTo("""
                # TYPE h histogram
                h_bucket{a="x",le="1.0"} 1
                h_bucket{a="x",le="+Inf"} 3
                h_sum{a="x"} 4.5
                h_count{a="x"} 3
                # TYPE s summary
                s{a="x",quantile="0.5"} 0.25
                s_sum{a="x"} 4.5
                s_count{a="x"} 3
                # TYPE t counter
                t{a="x"} 9223372036854775807
                t{a="y"} 0
                t{a="z"} 9007199254740993
                """);
    }

    @Test
    void aTimestampStandsAfterTheValueInMilliseconds() {
        registry.register(new Written(new Descriptor("t", "", MetricType.GAUGE), sink -> {
            sink.sample(Labels.of("a", "x"), 1.5, 1_700_000_000_123L);
            sink.sample(Labels.of("a", "y"), 2, 0);
        }));

        assertThat(Bodies.text(registry)).isEqualTo("""
                # TYPE t gauge
                t{a="x"} 1.5 1700000000123
                t{a="y"} 2 0
                """);
    }

    @Test
    void aCallbackIsAskedAtEachScrape() {
        double[] size = {3};
        Gauge.builder("queue_size")
                .help("Orders that wait.")
                .callback(() -> size[0])
                .register(registry);

        assertThat(Bodies.text(registry)).endsWith("queue_size 3\n");
        size[0] = 4;
        assertThat(Bodies.text(registry)).endsWith("queue_size 4\n");
    }

    @Test
    void aFamilyWithoutSamplesIsLeftOut() {
        registry.counter("orders_total", "Orders.", "status");
        Gauge.builder("pools").help("Pools.").collect(sink -> {}).register(registry);

        assertThat(Bodies.text(registry)).isEmpty();
    }

    @Test
    void familiesStandInNameOrder() {
        registry.gauge("b", "");
        registry.gauge("a", "");
        registry.gauge("C", "");
        registry.gauge("a:b", "");

        assertThat(Bodies.parsed(registry).familyNames()).containsExactly("C", "a", "a:b", "b");
    }

    @Test
    void anEmptyHelpIsLeftOut() {
        registry.gauge("a", "");

        assertThat(Bodies.text(registry)).isEqualTo("""
                # TYPE a gauge
                a 0
                """);
    }

    @Test
    void helpIsEscapedAndKeepsItsQuotes() {
        registry.gauge("a", "Path \"C:\\temp\"\nand a second line, 花 😱.");

        assertThat(Bodies.text(registry)).startsWith("""
                # HELP a Path "C:\\\\temp"\\nand a second line, 花 😱.
                # TYPE a gauge
                """);
        assertThat(Bodies.parsed(registry).family("a").help()).isEqualTo("Path \"C:\\temp\"\nand a second line, 花 😱.");
    }

    @Test
    void labelValuesAreEscaped() {
        Gauge gauge = registry.gauge("a", "", "v");
        gauge.labelValues("\"quoted\" \\ and\nnew line\r\t\u2028花😱").set(1);
        gauge.labelValues("<script>").set(2);

        assertThat(Bodies.text(registry))
                .isEqualTo("# TYPE a gauge\n"
                        + "a{v=\"\\\"quoted\\\" \\\\ and\\nnew line\r\t\u2028花😱\"} 1\n"
                        + "a{v=\"<script>\"} 2\n");
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5",
        "2.5, 2.5",
        "NaN, NaN",
        "Infinity, +Inf",
        "-Infinity, -Inf",
        "-0.0, -0",
        "0, 0",
        "1e300, 1e+300",
        "4.9e-324, 5e-324",
        "9007199254740991, 9007199254740991",
        "9007199254740992, 9.007199254740992e+15",
        "1e-5, 1e-05",
        "1234567.5, 1.2345675e+06"
    })
    void valuesAreSpelledInOneWay(double value, String spelling) {
        registry.gauge("a", "").set(value);
        Gauge.builder("b").help("").callback(() -> value).register(registry);

        assertThat(Bodies.text(registry)).isEqualTo("""
                # TYPE a gauge
                a %1$s
                # TYPE b gauge
                b %1$s
                """.formatted(spelling));
    }

    @Test
    void constantLabelsOfRegistryAndMetricStandBeforeDeclaredOnes() {
        Registry shop = Registry.builder()
                .constLabels(Labels.of("region", "eu", "application", "shop"))
                .build();
        Counter.builder("events_total")
                .help("Events.")
                .constLabels(Labels.of("host", "h1"))
                .labelNames("kind", "action")
                .register(shop)
                .labelValues("timer", "expiry")
                .inc();
        Histogram.builder("h").help("H.").buckets(1).register(shop);
        Gauge.builder("q")
                .help("Q.")
                .constLabels(Labels.of("a", "b"))
                .callback(() -> 1)
                .register(shop);

        assertThat(Bodies.text(shop)).isEqualTo("""
                # HELP events_total Events.
                # TYPE events_total counter
                events_total{application="shop",region="eu",host="h1",kind="timer",action="expiry"} 1
                # HELP h H.
                # TYPE h histogram
                h_bucket{application="shop",region="eu",le="1.0"} 0
                h_bucket{application="shop",region="eu",le="+Inf"} 0
                h_sum{application="shop",region="eu"} 0
                h_count{application="shop",region="eu"} 0
                # HELP q Q.
                # TYPE q gauge
                q{application="shop",region="eu",a="b"} 1
                """);
    }

    @Test
    void constantLabelsOfACallbackStandOnEachOfItsSamples() {
        Gauge.builder("pool_size")
                .help("Pools.")
                .constLabels(Labels.of("z", "1"))
                .collect(sink -> {
                    sink.sample(3);
                    sink.sample(Labels.of("pool", "a"), 4);
                })
                .register(registry);

        assertThat(Bodies.text(registry)).endsWith("""
                pool_size{z="1"} 3
                pool_size{z="1",pool="a"} 4
                """);
    }

    @Test
    void theFirstRegistrysFamilyWinsANameAndItsConstantLabelsGoOnAll() {
        Registry first =
                Registry.builder().constLabels(Labels.of("application", "shop")).build();
        Registry second =
                Registry.builder().constLabels(Labels.of("ignored", "x")).build();
        first.gauge("both", "Of the first.").set(1);
        second.counter("both", "Of the second.").inc();
        second.gauge("also", "Of the second.").set(2);

        assertThat(Bodies.text(first, second)).isEqualTo("""
                # HELP also Of the second.
                # TYPE also gauge
                also{application="shop"} 2
                # HELP both Of the first.
                # TYPE both gauge
                both{application="shop"} 1
                """);
    }

    @Test
    void aLabelOfTheSeriesWinsOverAConstantOneOfTheExposition() {
        Registry shop = Registry.builder()
                .constLabels(Labels.of("application", "shop", "region", "eu"))
                .build();
        Registry plain = new Registry();
        Gauge gauge = plain.gauge("a", "");
        gauge.set(Labels.of("application", "other"), 1);
        gauge.set(Labels.of("kind", "x"), 2);
        Gauge.builder("b")
                .help("")
                .collect(sink -> sink.sample(Labels.of("region", "us"), 3))
                .register(shop);

        assertThat(Bodies.text(shop, plain)).isEqualTo("""
                # TYPE a gauge
                a{region="eu",application="other"} 1
                a{application="shop",region="eu",kind="x"} 2
                # TYPE b gauge
                b{application="shop",region="us"} 3
                """);
    }

    @Test
    void aFamilyThatLostItsNameCountsNothing() {
        Registry second = new Registry();
        registry.histogram("x", "X.");
        second.histogram("x", "X.").observe(Double.NaN);

        assertThat(Bodies.parsed(registry, second).familyNames()).containsExactly("x");
    }

    @Test
    void aFamilyThatLostItsNameIsNotWarnedAbout() {
        Registry second = new Registry();
        registry.counter("x_total", "X.");
        second.counter("x_total", "X.");

        try (LoggedLines log = new LoggedLines()) {
            Bodies.parsed(registry, second);

            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void aFamilyThatAnotherRegistryLeavesNoNameForCountsAsFailedAtEachScrape() {
        Registry second = new Registry();
        registry.histogram("x", "X.");
        second.counter("x_count", "X.");
        Exposition exposition = Exposition.of(registry, second);

        for (int i = 1; i <= 3; i++) {
            TextExposition body = Bodies.parsed(exposition);

            assertThat(body.familyNames()).containsExactly("metrics_collector_errors_total", "x");
            assertThat(body.value("metrics_collector_errors_total", "collector", "x_count"))
                    .isEqualTo(i);
        }
    }

    @Test
    void changesOfTheRegistriesAreSeenByTheNextScrape() {
        Registry other = new Registry();
        Exposition exposition = Exposition.of(registry, other);
        assertThat(Bodies.parsed(exposition).familyNames()).isEmpty();

        registry.gauge("a", "");
        other.gauge("b", "");
        assertThat(Bodies.parsed(exposition).familyNames()).containsExactly("a", "b");

        other.clear();
        assertThat(Bodies.parsed(exposition).familyNames()).containsExactly("a");

        registry.unregister("a");
        registry.gauge("c", "");
        assertThat(Bodies.parsed(exposition).familyNames()).containsExactly("c");
    }

    @Test
    void droppedObservationsAreShownOnceThereAreAny() {
        Histogram latency = registry.histogram("latency_seconds", "Latency.");
        latency.observe(1);
        assertThat(Bodies.parsed(registry).familyNames()).containsExactly("latency_seconds");

        latency.observe(Double.NaN);
        latency.labels("path", "/").observe(Double.NaN);

        assertThat(Bodies.parsed(registry).value("metrics_dropped_observations_total", "metric", "latency_seconds"))
                .isEqualTo(2);
        assertThat(Bodies.parsed(registry).value("latency_seconds_count")).isEqualTo(1);
    }

    @Test
    void recordingsOverTheBoundAreShownOnceThereAreAny() {
        Counter orders =
                Counter.builder("orders_total").help("Orders.").maxSeries(2).register(registry);
        orders.inc(Labels.of("id", "1"));
        orders.inc(Labels.of("id", "2"));
        assertThat(Bodies.parsed(registry).hasFamily("metrics_overflow_total")).isFalse();

        orders.inc(Labels.of("id", "3"));
        orders.inc(Labels.of("id", "4"));

        assertThat(Bodies.parsed(registry).value("metrics_overflow_total", "metric", "orders_total"))
                .isEqualTo(2);
        assertThat(Bodies.parsed(registry).value("orders_total", "id", "__overflow__"))
                .isEqualTo(2);
    }

    @Test
    void ourOwnFamiliesAreNotAmongTheCollectors() {
        registry.histogram("latency_seconds", "Latency.").observe(Double.NaN);

        assertThat(Bodies.parsed(registry).hasFamily("metrics_dropped_observations_total"))
                .isTrue();
        assertThat(registry.collectors()).hasSize(1);
    }

    @Test
    void aBodyLongerThanTheBufferIsWhole() {
        Counter orders =
                Counter.builder("orders_total").help("Orders.").maxSeries(5_000).register(registry);
        for (int i = 0; i < 5_000; i++) {
            orders.labels("customer", "customer number " + i).add(i);
        }

        assertThat(Bodies.parsed(registry).samples("orders_total")).hasSize(5_000);
        assertThat(Bodies.parsed(registry).value("orders_total", "customer", "customer number 4999"))
                .isEqualTo(4_999);
    }

    @Test
    void nullsAreRefusedWithTheReason() {
        Exposition exposition = Exposition.of(registry);

        assertThatNullPointerException()
                .isThrownBy(() -> Exposition.of(null))
                .withMessage("a registry must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> Exposition.of(registry, (Registry) null))
                .withMessage("a registry must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> exposition.write(ExpositionFormat.TEXT, null))
                .withMessage("out must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> exposition.write((ExpositionFormat) null, new ByteArrayOutputStream()))
                .withMessage("format must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> exposition.write((NegotiatedFormat) null, new ByteArrayOutputStream()))
                .withMessage("format must not be null");
    }
}
