package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Exemplar;
import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.SampleSink;
import io.metricskit.model.Series;
import io.metricskit.testkit.ExpositionBody;
import io.metricskit.testkit.OpenMetricsExposition;
import io.metricskit.testkit.ProtobufExposition;
import io.metricskit.testkit.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exemplars as a scraper gets to see them. */
final class ExemplarTests {

    private Labels trace = Labels.empty();

    private final Registry registry = Registry.builder().exemplars(() -> trace).build();

    @ParameterizedTest
    @EnumSource(names = {"OPENMETRICS", "PROTOBUF"})
    void aCounterShowsTheOneThatItWasGivenLast(ExpositionFormat format) {
        Counter orders = Counter.builder("orders_total").help("Orders.").register(registry);
        orders.incWithExemplar(Labels.of("trace_id", "a"));
        orders.addWithExemplar(2.5, Labels.of("trace_id", "b"));
        orders.inc();

        Sample total = scrape(format).sample("orders_total");

        assertThat(total.value()).isEqualTo(4.5);
        assertThat(total.exemplar()).hasValueSatisfying(exemplar -> {
            assertThat(exemplar).asString().startsWith("# {trace_id=\"b\"} 2.5 ");
            double now = System.currentTimeMillis() / 1000.0;
            assertThat(exemplar.timestamp().orElseThrow()).isBetween(now - 600, now + 1);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENMETRICS", "PROTOBUF"})
    void aSeriesOfOnesOwnKeepsItsExemplarBehindConstantLabels(ExpositionFormat format) {
        Series series = new SeriesWithExemplar();
        Counter.builder("orders_total")
                .help("Orders.")
                .constLabels(Labels.of("shop", "b"))
                .collect(sink -> sink.sample(series, 3))
                .register(registry);

        Sample total = scrape(format).sample("orders_total", "shop", "b", "kind", "a");

        assertThat(total.value()).isEqualTo(3);
        assertThat(total.exemplar())
                .hasValueSatisfying(exemplar -> assertThat(exemplar).asString().startsWith("# {trace_id=\"t\"} 1.0"));
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENMETRICS", "PROTOBUF"})
    void aGaugeShowsNoneThoughItsSeriesHasOne(ExpositionFormat format) {
        Series series = new SeriesWithExemplar();
        Gauge.builder("queue_size")
                .help("Queue.")
                .collect(sink -> sink.sample(series, 3))
                .register(registry);

        Sample size = scrape(format).sample("queue_size", "kind", "a");

        assertThat(size.value()).isEqualTo(3);
        assertThat(size.exemplar()).isEmpty();
    }

    private static final class SeriesWithExemplar extends Series {

        SeriesWithExemplar() {
            super(LabelNames.of("kind"), new String[] {"a"});
        }

        @Override
        public Exemplar exemplar(int index) {
            return new Exemplar(Labels.of("trace_id", "t"), 1, System.currentTimeMillis());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENMETRICS", "PROTOBUF"})
    void aHistogramShowsOneForEachBucket(ExpositionFormat format) {
        Histogram latency = Histogram.builder("h").help("H.").buckets(1, 2).register(registry);
        latency.observeWithExemplar(0.5, Labels.of("trace_id", "low"));
        latency.observeWithExemplar(7, Labels.of("trace_id", "high"));

        ExpositionBody body = scrape(format);

        assertThat(exemplar(body.sample("h_bucket", "le", "1.0")))
                .hasValueSatisfying(e -> assertThat(e).contains("low"));
        assertThat(exemplar(body.sample("h_bucket", "le", "2.0"))).isEmpty();
        assertThat(exemplar(body.sample("h_bucket", "le", "+Inf")))
                .hasValueSatisfying(e -> assertThat(e).contains("high"));
        assertThat(body.value("h_count")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENMETRICS", "PROTOBUF"})
    void aCollectorOfYourOwnShowsThoseOfItsSeries(ExpositionFormat format) {
        Counter orders = Counter.builder("orders_total").help("Orders.").build();
        orders.incWithExemplar(Labels.of("trace_id", "a"));
        orders.labels("kind", "b").incWithExemplar(Labels.of("trace_id", "b"));
        Histogram latency = Histogram.builder("h").help("H.").buckets(1).build();
        latency.observeWithExemplar(0.5, Labels.of("trace_id", "low"));
        registry.register(new Own(orders));
        registry.register(new Own(latency));

        ExpositionBody body = scrape(format);

        assertThat(exemplar(body.sample("orders_total", "kind", "b")))
                .hasValueSatisfying(e -> assertThat(e).contains("trace_id=\"b\""));
        assertThat(exemplar(body.sample("h_bucket", "le", "1.0")))
                .hasValueSatisfying(e -> assertThat(e).contains("low"));
    }

    @Test
    void aRegistryWithoutTracesTakesThoseOfAnotherFromNoMetric() {
        Counter orders = Counter.builder("orders_total").help("Orders.").register(registry);
        new Registry().register(orders);
        trace = Labels.of("trace_id", "a");
        orders.inc();

        assertThat(exemplar(scrape(ExpositionFormat.OPENMETRICS).sample("orders_total")))
                .hasValueSatisfying(e -> assertThat(e).contains("trace_id=\"a\""));
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENMETRICS", "PROTOBUF"})
    void itsTimeIsShownToTheMillisecond(ExpositionFormat format) {
        Series series = new Series(LabelNames.of("kind"), new String[] {"a"}) {
            @Override
            public Exemplar exemplar(int index) {
                return new Exemplar(Labels.of("trace_id", "t"), 1, 1_700_000_000_125L);
            }
        };
        Counter.builder("orders_total")
                .help("Orders.")
                .collect(sink -> sink.sample(series, 3))
                .register(registry);

        assertThat(scrape(format).sample("orders_total", "kind", "a").exemplar())
                .hasValueSatisfying(exemplar -> assertThat(exemplar.timestamp()).hasValue(1_700_000_000.125));
    }

    @Test
    void theTextFormatShowsNone() {
        Counter.builder("orders_total").help("Orders.").register(registry).incWithExemplar(Labels.of("trace_id", "a"));

        assertThat(Scrape.of(registry).sample("orders_total").exemplar()).isEmpty();
    }

    @Test
    void theCurrentTraceIsTakenOnceAScrape() {
        Counter orders = Counter.builder("orders_total").help("Orders.").register(registry);
        Histogram latency = Histogram.builder("h").help("H.").buckets(1).register(registry);
        trace = Labels.of("trace_id", "first");
        orders.inc();
        latency.observe(0.5);
        trace = Labels.of("trace_id", "second");
        orders.add(2);
        latency.observe(0.5);

        ExpositionBody before = scrape(ExpositionFormat.OPENMETRICS);
        orders.inc();
        latency.observe(0.5);
        trace = Labels.of("trace_id", "third");
        orders.inc();
        latency.observe(0.5);
        ExpositionBody after = scrape(ExpositionFormat.OPENMETRICS);

        assertThat(exemplar(before.sample("orders_total")))
                .hasValueSatisfying(e -> assertThat(e).contains("first"));
        assertThat(exemplar(before.sample("h_bucket", "le", "1.0")))
                .hasValueSatisfying(e -> assertThat(e).contains("first"));
        assertThat(exemplar(after.sample("orders_total")))
                .hasValueSatisfying(e -> assertThat(e).contains("second"));
        assertThat(exemplar(after.sample("h_bucket", "le", "1.0")))
                .hasValueSatisfying(e -> assertThat(e).contains("second"));
    }

    @Test
    void anAmountTakesTheCurrentTraceAsOneDoes() {
        trace = Labels.of("trace_id", "first");
        Counter.builder("bytes_total").help("Bytes.").register(registry).add(2.5);

        Sample total = scrape(ExpositionFormat.OPENMETRICS).sample("bytes_total");
        assertThat(total.exemplar()).hasValueSatisfying(exemplar -> {
            assertThat(exemplar.toString()).contains("first");
            assertThat(exemplar.value()).isEqualTo(2.5);
        });
    }

    @Test
    void withoutATraceThereIsNone() {
        Counter orders = Counter.builder("orders_total").help("Orders.").register(registry);
        orders.inc();

        assertThat(exemplar(scrape(ExpositionFormat.OPENMETRICS).sample("orders_total")))
                .isEmpty();
    }

    @Test
    void aMetricThatLeftItsRegistryFollowsItsTracesNoLonger() {
        Counter orders = Counter.builder("orders_total").help("Orders.").register(registry);
        Registry other = new Registry();
        other.register(orders);
        trace = Labels.of("trace_id", "first");
        registry.unregister("orders_total");
        orders.inc();

        assertThat(exemplar(scrape(other, ExpositionFormat.OPENMETRICS).sample("orders_total")))
                .isEmpty();
    }

    @Test
    void aMetricThatLeftOneRegistryFollowsTheTracesOfAnother() {
        Counter orders = Counter.builder("orders_total").help("Orders.").register(registry);
        Registry shortLived = Registry.builder()
                .exemplars(() -> Labels.of("trace_id", "short"))
                .build();
        shortLived.register(orders);
        shortLived.unregister("orders_total");
        trace = Labels.of("trace_id", "first");
        orders.inc();

        assertThat(exemplar(scrape(ExpositionFormat.OPENMETRICS).sample("orders_total")))
                .hasValueSatisfying(shown -> assertThat(shown).contains("first"));
    }

    @Test
    void ofTwoRegistriesWithOneSourceTheOneThatIsLeftIsForgotten() {
        Supplier<Labels> shared = () -> Labels.of("trace_id", "shared");
        Registry first = Registry.builder().exemplars(shared).build();
        Registry last = Registry.builder().exemplars(shared).build();
        Counter orders = Counter.builder("orders_total").help("Orders.").register(first);
        registry.register(orders);
        last.register(orders);
        last.unregister("orders_total");
        trace = Labels.of("trace_id", "second");
        orders.inc();

        assertThat(exemplar(scrape(ExpositionFormat.OPENMETRICS).sample("orders_total")))
                .hasValueSatisfying(shown -> assertThat(shown).contains("second"));
    }

    @Test
    void aTraceThatCannotBeHadCostsTheExemplarAndOneLine() {
        Registry broken = Registry.builder()
                .exemplars(() -> {
                    throw new IllegalStateException("no tracer");
                })
                .build();
        Counter orders = Counter.builder("orders_total").help("Orders.").register(broken);

        try (LoggedLines log = new LoggedLines()) {
            orders.inc();
            orders.inc();

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("counter 'orders_total' takes no exemplar", "no tracer");
        }
        assertThat(orders.get()).isEqualTo(2);
    }

    @Test
    void anErrorOfTheSourceOfTracesChangesNoRecording() {
        Registry broken = Registry.builder()
                .exemplars(() -> {
                    throw new NoClassDefFoundError("a tracer");
                })
                .build();
        Counter orders = Counter.builder("orders_total").help("Orders.").register(broken);
        Histogram latency = Histogram.builder("h").help("H.").buckets(1).register(broken);

        try (LoggedLines log = new LoggedLines()) {
            orders.inc();
            latency.observe(0.5);

            assertThat(log.warnings()).hasSize(2).allMatch(line -> line.contains("a tracer"));
        }
        assertThat(orders.get()).isEqualTo(1);
        assertThat(latency.get().count()).isEqualTo(1);
    }

    @Test
    void aSourceOfTracesThatReturnsNullIsInNoneAndNotLogged() {
        Registry outside = Registry.builder().exemplars(() -> null).build();
        Counter orders = Counter.builder("orders_total").help("Orders.").register(outside);

        try (LoggedLines log = new LoggedLines()) {
            orders.inc();

            assertThat(log.warnings()).isEmpty();
        }
        assertThat(exemplar(scrape(outside, ExpositionFormat.OPENMETRICS).sample("orders_total")))
                .isEmpty();
    }

    @Test
    void labelsThatAreTooLongCostTheExemplarAndOneLine() {
        Counter orders = Counter.builder("orders_total").help("Orders.").register(registry);
        String fits = "\ud83d\ude31".repeat(Exemplar.MAX_CODE_POINTS - 1);

        try (LoggedLines log = new LoggedLines()) {
            orders.incWithExemplar(Labels.of("a", fits));
            assertThat(log.warnings()).isEmpty();
            orders.incWithExemplar(Labels.of("ab", fits));
            orders.incWithExemplar(Labels.of("ab", fits));

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "counter 'orders_total' leaves out an exemplar, whose labels have more than 128 code points");
        }
        assertThat(orders.get()).isEqualTo(3);
        assertThat(exemplar(scrape(ExpositionFormat.OPENMETRICS).sample("orders_total")))
                .hasValueSatisfying(e -> assertThat(e).startsWith("# {a="));
    }

    @Test
    void aNulInAValueCostsTheExemplarAndNotTheTarget() {
        Counter logins = Counter.builder("logins_total").help("Logins.").register(registry);
        Labels labels = Labels.of("user", "bob\0");

        try (LoggedLines log = new LoggedLines()) {
            logins.incWithExemplar(labels);

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("counter 'logins_total' leaves out an exemplar", "a NUL character in a value");
        }
        Sample total = scrape(ExpositionFormat.OPENMETRICS).sample("logins_total");
        assertThat(total.value()).isEqualTo(1);
        assertThat(exemplar(total)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Exemplar(labels, 1, 0))
                .withMessageContaining("no NUL character");
    }

    @Test
    void whatIsNotRecordedLeavesNone() {
        Counter orders = Counter.builder("orders_total").help("Orders.").register(registry);
        Histogram latency = Histogram.builder("h").help("H.").buckets(1).register(registry);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> orders.labels(Labels.empty()).addWithExemplar(-1, Labels.of("a", "b")));
        assertThatNullPointerException()
                .isThrownBy(() -> orders.incWithExemplar(null))
                .withMessage("counter 'orders_total': the labels of an exemplar must not be null");
        latency.observeWithExemplar(Double.NaN, Labels.of("a", "b"));

        ExpositionBody body = scrape(ExpositionFormat.OPENMETRICS);
        assertThat(exemplar(body.sample("orders_total"))).isEmpty();
        assertThat(body.value("orders_total")).isZero();
        assertThat(body.samples("h_bucket"))
                .allSatisfy(bucket -> assertThat(exemplar(bucket)).isEmpty());
    }

    /** A collector that is no metric of ours, and shows the series of one. */
    private record Own(Metric<?> metric) implements Collector {

        @Override
        public Descriptor descriptor() {
            return metric.descriptor();
        }

        @Override
        public void collect(SampleSink sink) {
            metric.collect(sink);
        }
    }

    private static Optional<String> exemplar(Sample sample) {
        return sample.exemplar().map(Object::toString);
    }

    private ExpositionBody scrape(ExpositionFormat format) {
        return scrape(registry, format);
    }

    private static ExpositionBody scrape(Registry registry, ExpositionFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Exposition.of(registry).write(format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return format == ExpositionFormat.PROTOBUF
                ? ProtobufExposition.checked(out.toByteArray())
                : OpenMetricsExposition.checked(out.toByteArray());
    }
}
