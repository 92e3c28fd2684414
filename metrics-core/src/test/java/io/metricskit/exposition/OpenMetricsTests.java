package io.metricskit.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Counter;
import io.metricskit.Gauge;
import io.metricskit.Histogram;
import io.metricskit.Quantile;
import io.metricskit.Registry;
import io.metricskit.Summary;
import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.SampleSink;
import io.metricskit.testkit.OpenMetricsExposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Tests for {@link OpenMetricsText}, each body judged by a strict reader. */
final class OpenMetricsTests {

    private final Registry registry = new Registry();

    private record OwnCollector(Descriptor descriptor, Consumer<SampleSink> samples) implements Collector {
        @Override
        public void collect(SampleSink sink) {
            samples.accept(sink);
        }
    }

    @Test
    void anEmptyRegistryIsItsEndMarkerAlone() throws IOException {
        assertThat(body()).isEqualTo("# EOF\n");
    }

    @Test
    void everyTypeIsWrittenUnderTheNameOfItsFamily() throws IOException {
        Counter.builder("orders_total")
                .help("Orders \"placed\".\nAll \\ of them.")
                .register(registry)
                .inc();
        Gauge.builder("queue_bytes")
                .unit("bytes")
                .help("Waiting.")
                .register(registry)
                .set(Labels.of("q", "a"), 2.5);
        Histogram.builder("h_seconds")
                .unit("seconds")
                .help("H.")
                .buckets(0.5, 1)
                .register(registry)
                .observe(0.7);
        Summary.builder("s")
                .help("")
                .quantiles(Quantile.of(0.5, 0.05))
                .register(registry)
                .observe(3);
        registry.register(new OwnCollector(
                new Descriptor("build_info", "Build.", MetricType.INFO),
                sink -> sink.sample(Labels.of("version", "1"), 1)));
        registry.register(new OwnCollector(new Descriptor("u", "U.", MetricType.UNKNOWN), sink -> sink.sample(-3)));

        assertThat(body()).isEqualTo("""
                        # TYPE build info
                        # HELP build Build.
                        build_info{version="1"} 1
                        # TYPE h_seconds histogram
                        # UNIT h_seconds seconds
                        # HELP h_seconds H.
                        h_seconds_bucket{le="0.5"} 0
                        h_seconds_bucket{le="1.0"} 1
                        h_seconds_bucket{le="+Inf"} 1
                        h_seconds_sum 0.7
                        h_seconds_count 1
                        # TYPE orders counter
                        # HELP orders Orders \\"placed\\".\\nAll \\\\ of them.
                        orders_total 1
                        # TYPE queue_bytes gauge
                        # UNIT queue_bytes bytes
                        # HELP queue_bytes Waiting.
                        queue_bytes{q="a"} 2.5
                        # TYPE s summary
                        s{quantile="0.5"} 3
                        s_sum 3
                        s_count 1
                        # TYPE u unknown
                        # HELP u U.
                        u -3
                        # EOF
                        """);
    }

    @Test
    void anInfoWithoutANameOfItsOwnIsOfUnknownType() throws IOException {
        registry.register(new OwnCollector(
                new Descriptor("_info", "I.", MetricType.INFO), sink -> sink.sample(Labels.empty(), 1)));

        assertThat(body()).isEqualTo("""
                # TYPE _info unknown
                # HELP _info I.
                _info 1
                # EOF
                """);
    }

    @Test
    void aCounterWithoutTheSuffixKeepsItsNameAndIsOfUnknownType() throws IOException {
        Counter requests = Counter.builder("requests").help("R.").register(registry);
        requests.incWithExemplar(Labels.of("trace_id", "a"));

        assertThat(body()).isEqualTo("""
                # TYPE requests unknown
                # HELP requests R.
                requests 1
                # EOF
                """);
    }

    @Test
    void whatMayFallIsLeftOut() throws IOException {
        Histogram.builder("negative_bound")
                .help("N.")
                .buckets(-1, 1)
                .register(registry)
                .observe(3);
        Histogram.builder("negative_sum")
                .help("N.")
                .buckets(1)
                .register(registry)
                .observe(-3);
        Summary.builder("t")
                .help("T.")
                .quantiles(Quantile.of(0.5, 0.05))
                .register(registry)
                .observe(-2);

        OpenMetricsExposition body = OpenMetricsExposition.checked(body().getBytes(StandardCharsets.UTF_8));

        assertThat(body.value("negative_bound_bucket", "le", "+Inf")).isEqualTo(1);
        assertThat(body.value("negative_sum_bucket", "le", "+Inf")).isEqualTo(1);
        assertThat(body.samples("negative_bound_count")).isEmpty();
        assertThat(body.samples("negative_sum_sum")).isEmpty();
        assertThat(body.samples("t")).isEmpty();
        assertThat(body.samples("t_sum")).isEmpty();
        assertThat(body.value("t_count")).isEqualTo(1);
    }

    @Test
    void aTimestampIsInSeconds() throws IOException {
        registry.register(new OwnCollector(new Descriptor("g", "G.", MetricType.GAUGE), sink -> {
            sink.sample(Labels.of("a", "1"), 1, 1_605_301_325_070L);
            sink.sample(Labels.of("a", "2"), 1, 1_605_301_325_000L);
            sink.sample(Labels.of("a", "3"), 1, 1_605_301_325_829L);
        }));

        assertThat(body())
                .contains(
                        "g{a=\"1\"} 1 1605301325.070\n", "g{a=\"2\"} 1 1605301325\n", "g{a=\"3\"} 1 1605301325.829\n");
    }

    @Test
    void sinceWhenASeriesCountsIsWrittenWhereItIsWanted() throws IOException {
        Counter.builder("c_total")
                .help("C.")
                .labelNames("a")
                .register(registry)
                .labelValues("x")
                .inc();
        Histogram.builder("h").help("H.").buckets(1).register(registry);
        Gauge.builder("g").help("G.").register(registry);

        assertThat(body()).doesNotContain("_created");

        OpenMetricsExposition body = read(Exposition.of(registry).withCreatedSamples());
        double now = System.currentTimeMillis() / 1000.0;
        assertThat(body.value("c_created", "a", "x")).isBetween(now - 600, now);
        assertThat(body.value("h_created")).isBetween(now - 600, now);
        assertThat(body.samples("g_created")).isEmpty();
        assertThat(read(Exposition.of(registry).withCreatedSamples().forExporter())
                        .samples("c_created"))
                .hasSize(1);
    }

    @Test
    void constantLabelsStandBeforeThoseOfTheSeries() throws IOException {
        Registry constant =
                Registry.builder().constLabels(Labels.of("app", "shop")).build();
        Counter.builder("c_total").help("C.").register(constant).inc(Labels.of("a", "x"));

        assertThat(new String(written(Exposition.of(constant)), StandardCharsets.UTF_8))
                .contains("c_total{app=\"shop\",a=\"x\"} 1\n");
    }

    private String body() throws IOException {
        byte[] body = written(Exposition.of(registry));
        OpenMetricsExposition.checked(body);
        return new String(body, StandardCharsets.UTF_8);
    }

    private static OpenMetricsExposition read(Exposition exposition) throws IOException {
        return OpenMetricsExposition.checked(written(exposition));
    }

    private static byte[] written(Exposition exposition) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exposition.write(ExpositionFormat.OPENMETRICS, out);
        return out.toByteArray();
    }
}
