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
import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.SampleSink;
import io.metricskit.model.Series;
import io.metricskit.testkit.ProtobufExposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link ProtobufFormat}, each body judged by a strict reader. */
final class ProtobufTests {

    private record Written(Descriptor descriptor, Consumer<SampleSink> samples) implements Collector {

        @Override
        public void collect(SampleSink sink) {
            samples.accept(sink);
        }
    }

    private final Registry registry = new Registry();

    @Test
    void anEmptyRegistryIsNothing() {
        assertThat(written()).isEmpty();
    }

    @Test
    void aFamilyWithoutSeriesIsLeftOut() {
        Counter.builder("empty_total").help("E.").labelNames("kind").register(registry);
        Gauge.builder("g").help("G.").register(registry).set(1);

        assertThat(ProtobufExposition.checked(written()).familyNames()).containsExactly("g");
    }

    @Test
    void aUnitFromWhichEscapingHasPartedTheNameIsLeftOut() throws IOException {
        Registry utf8 = Registry.builder().utf8Names(true).build();
        Gauge.builder("room_°C").unit("°C").help("T.").register(utf8).set(21);
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        ScrapeRequest request = ScrapeRequest.builder()
                .accept("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited")
                .build();
        try (ScrapeResponse response = Exposition.of(utf8).scrape(request)) {
            response.writeTo(page);
        }

        ProtobufExposition body = ProtobufExposition.checked(page.toByteArray());

        assertThat(body.value("room__C")).isEqualTo(21);
        assertThat(body.family("room__C").unit()).isEmpty();
    }

    @Test
    void everyTypeReadsBackAsWhatWasRecorded() {
        Counter.builder("orders_total").help("Orders.").register(registry).add(Labels.of("a", "x\"\\\n\u00e9"), 2.5);
        Gauge.builder("queue_bytes").unit("bytes").help("").register(registry).set(-0.0);
        Histogram.builder("h").help("H.").buckets(0.5, 1).register(registry).observe(0.7);
        Summary.builder("s")
                .help("S.")
                .quantiles(Quantile.of(0.5, 0.05))
                .register(registry)
                .observe(3);
        Gauge.builder("callback").help("C.").callback(() -> 7).register(registry);

        ProtobufExposition body = ProtobufExposition.checked(written());

        assertThat(body.familyNames()).containsExactly("callback", "h", "orders_total", "queue_bytes", "s");
        assertThat(body.value("orders_total", "a", "x\"\\\n\u00e9")).isEqualTo(2.5);
        assertThat(body.value("queue_bytes")).isEqualTo(-0.0);
        assertThat(body.family("queue_bytes").unit()).isEqualTo("bytes");
        assertThat(body.value("h_bucket", "le", "0.5")).isZero();
        assertThat(body.value("h_bucket", "le", "1.0")).isEqualTo(1);
        assertThat(body.value("h_count")).isEqualTo(1);
        assertThat(body.value("h_sum")).isEqualTo(0.7);
        assertThat(body.value("s", "quantile", "0.5")).isEqualTo(3);
        assertThat(body.value("callback")).isEqualTo(7);
        assertThat(body.created("orders_total", "a", "x\"\\\n\u00e9")).isPresent();
        assertThat(body.created("h")).isPresent();
        assertThat(body.created("s")).isPresent();
    }

    @Test
    void thereIsOneNotANumber() throws IOException {
        // A NaN by which Prometheus marks series that have ended.
        double stale = Double.longBitsToDouble(0x7ff0_0000_0000_0002L);
        Gauge.builder("g").help("G.").register(registry).set(stale);

        ByteBuffer body = ByteBuffer.wrap(written()).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(ProtobufExposition.checked(body.array()).value("g")).isNaN();
        assertThat(IntStream.rangeClosed(0, body.limit() - Double.BYTES).mapToObj(body::getLong))
                .contains(Double.doubleToLongBits(Double.NaN))
                .doesNotContain(Double.doubleToRawLongBits(stale));
    }

    @Test
    void constantLabelsAreOnEverySeriesThatHasNoneOfThatName() {
        Registry constant =
                Registry.builder().constLabels(Labels.of("app", "shop")).build();
        Gauge.builder("g").help("G.").register(constant).set(1);
        Registry other = new Registry();
        Gauge.builder("own").help("O.").register(other).set(Labels.of("app", "till"), 2);

        ProtobufExposition body = ProtobufExposition.checked(written(Exposition.of(constant, other)));

        assertThat(body.value("g", "app", "shop")).isEqualTo(1);
        assertThat(body.value("own", "app", "till")).isEqualTo(2);
    }

    @Test
    void aSeriesThatGivesAnotherCreationTimeEachTimeIsWrittenWithOneOfThem() {
        Series changing = new Series(LabelNames.of("kind"), new String[] {"a"}) {
            private long seconds = 1;

            @Override
            public long createdSeconds() {
                seconds *= 1000;
                return seconds;
            }
        };
        Counter.builder("c_total")
                .help("C.")
                .collect(sink -> sink.sample(changing, 1))
                .register(registry);

        ProtobufExposition body = ProtobufExposition.checked(written());

        assertThat(body.value("c_total", "kind", "a")).isEqualTo(1);
        assertThat(body.created("c_total", "kind", "a")).hasValue(Instant.ofEpochSecond(1000));
    }

    @Test
    void aGaugeShowsNoCreationTimeThoughItsSeriesHasOne() {
        Series created = new Series(LabelNames.of("kind"), new String[] {"a"}) {
            @Override
            public long createdSeconds() {
                return 1000;
            }
        };
        Gauge.builder("g").help("G.").collect(sink -> sink.sample(created, 7)).register(registry);

        assertThat(ProtobufExposition.checked(written()).value("g", "kind", "a"))
                .isEqualTo(7);
    }

    @Test
    void theFirstMomentOfTheEpochIsATimeToo() {
        registry.register(
                new Written(new Descriptor("g", "G.", MetricType.GAUGE), sink -> sink.sample(Labels.empty(), 7, 0L)));

        assertThat(ProtobufExposition.checked(written()).sample("g").timestamp())
                .hasValue(0);
    }

    @Test
    void anInfoIsAGaugeAndAnUnknownFamilyIsUntyped() {
        registry.register(new Written(
                new Descriptor("build_info", "B.", MetricType.INFO),
                sink -> sink.sample(Labels.of("version", "1.0"), 1)));
        registry.register(new Written(new Descriptor("legacy", "", MetricType.UNKNOWN), sink -> sink.sample(-7)));

        ProtobufExposition body = ProtobufExposition.checked(written());

        assertThat(body.family("build_info").type()).isEqualTo("gauge");
        assertThat(body.value("build_info", "version", "1.0")).isEqualTo(1);
        assertThat(body.family("legacy").type()).isEqualTo("untyped");
        assertThat(body.value("legacy")).isEqualTo(-7);
    }

    @Test
    void aBodyOfManyWritesReadsBack() {
        Counter counter = Counter.builder("c_total").help("C.").maxSeries(5_000).register(registry);
        IntStream.range(0, 5_000).forEach(i -> counter.inc(Labels.of("i", Integer.toString(i))));

        assertThat(ProtobufExposition.checked(written()).samples("c_total")).hasSize(5_000);
    }

    @Test
    void whatIsRecordedWhileAFamilyIsWrittenDoesNotSpoilIt() {
        Histogram histogram =
                Histogram.builder("h").help("H.").buckets(1).maxSeries(5_000).register(registry);
        IntStream.range(0, 2_000).forEach(i -> histogram.observe(Labels.of("i", Integer.toString(i)), 0.5));

        ProtobufExposition body = during(series -> {
            histogram.labels("i", Integer.toString(series)).observe(1L << series % 60);
            histogram.labels("i", Integer.toString(series)).observeWithExemplar(2, Labels.of("trace_id", "late"));
        });

        assertThat(body.samples("h_count")).hasSize(2_000);
    }

    @Test
    void seriesThatComeAndGoWhileAFamilyIsWrittenDoNotSpoilIt() {
        Histogram histogram =
                Histogram.builder("h").help("H.").buckets(1).maxSeries(5_000).register(registry);
        IntStream.range(0, 2_000).forEach(i -> {
            histogram.observe(Labels.of("i", Integer.toString(i)), 0.5);
            if (i % 3 == 0) {
                histogram
                        .labels("i", Integer.toString(i))
                        .observeWithExemplar(0.5, Labels.of("trace_id", "a".repeat(i % 100)));
            }
        });

        ProtobufExposition body = during(series -> {
            histogram.remove(Labels.of("i", Integer.toString(series)));
            histogram.observe(Labels.of("later", Integer.toString(series)), 0.5);
            histogram
                    .labels("i", Integer.toString(1_999))
                    .observeWithExemplar(0.5, Labels.of("trace_id", "b".repeat(100)));
        });

        assertThat(body.has("h_count", "i", "1999")).isTrue();
        assertThat(body.samples("h_count")).hasSizeLessThanOrEqualTo(2_000);
    }

    @Test
    void seriesOfAnyLengthMayGoWhileTheirFamilyIsWritten() {
        Gauge gauge = Gauge.builder("g").help("G.").maxSeries(5_000).register(registry);
        IntStream.range(0, 2_000).forEach(i -> gauge.set(Labels.of("i", Integer.toString(i)), i));
        Labels first = Labels.of("last", "x".repeat(20));
        for (int length = 55; length < 75; length++) {
            Labels second = Labels.of("last", "x".repeat(length));
            gauge.set(first, 1);
            gauge.set(second, 1);

            ProtobufExposition body = during(series -> {
                gauge.remove(first);
                gauge.remove(second);
            });

            assertThat(body.samples("g")).hasSize(2_000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void theLastSeriesStaysThoughItsExemplarBecomesShorterWhileItsFamilyIsWritten(int characters) {
        Counter counter = Counter.builder("c_total").help("C.").maxSeries(5_000).register(registry);
        IntStream.range(0, 2_000).forEach(i -> counter.inc(Labels.of("i", Integer.toString(i))));
        Counter.Child last = counter.labels("i", "1999");
        last.incWithExemplar(Labels.of("trace_id", "t".repeat(50)));

        ProtobufExposition body =
                during(series -> last.incWithExemplar(Labels.of("trace_id", "t".repeat(50 - characters))));

        assertThat(body.samples("c_total")).hasSize(2_000);
        assertThat(body.value("c_total", "i", "1999")).isGreaterThan(2);
    }

    /** Writes, and does something to a series, counted from the last, whenever bytes reach the stream. */
    private ProtobufExposition during(Consumer<Integer> change) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int[] writes = {0};
        try {
            Exposition.of(registry).write(ExpositionFormat.PROTOBUF, new OutputStream() {
                @Override
                public void write(int b) {
                    throw new UnsupportedOperationException("bytes come in arrays");
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    body.write(bytes, offset, length);
                    for (int i = 0; i < 20; i++) {
                        change.accept(1_990 - writes[0]++);
                    }
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(writes[0]).isGreaterThan(20);
        return ProtobufExposition.checked(body.toByteArray());
    }

    private byte[] written() {
        return written(Exposition.of(registry));
    }

    private static byte[] written(Exposition exposition) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            exposition.write(ExpositionFormat.PROTOBUF, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
