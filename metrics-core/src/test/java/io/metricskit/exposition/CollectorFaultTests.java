package io.metricskit.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.metricskit.BrokenLog;
import io.metricskit.Counter;
import io.metricskit.Gauge;
import io.metricskit.LoggedLines;
import io.metricskit.Registry;
import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Exemplar;
import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.SampleSink;
import io.metricskit.model.Series;
import io.metricskit.model.Thresholds;
import io.metricskit.testkit.ProtobufExposition;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A collector of the user's that throws, lies or overruns costs its own family and nothing else. */
final class CollectorFaultTests {

    private static final String ERRORS = "metrics_collector_errors_total";

    @AutoClose
    private final LoggedLines log = new LoggedLines();

    private final Registry registry = new Registry();
    private final Exposition exposition = Exposition.of(registry);

    private record Faulty(Descriptor descriptor, Consumer<SampleSink> samples) implements Collector {
        @Override
        public void collect(SampleSink sink) {
            samples.accept(sink);
        }
    }

    @BeforeEach
    void registerNeighbours() {
        registry.gauge("a_before", "A neighbour.").set(1);
        registry.gauge("z_after", "A neighbour.").set(2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void theOtherFamiliesAreWhole(String fault, MetricType type, Consumer<SampleSink> samples) {
        // A name that each of the types may have.
        registry.register(new Faulty(new Descriptor("faulty_info", "Faulty.", type), samples));

        TextExposition body = Bodies.parsed(exposition);

        assertThat(body.familyNames()).containsExactly("a_before", ERRORS, "z_after");
        assertThat(body.value(ERRORS, "collector", "faulty_info")).isEqualTo(1);
        assertThat(Bodies.parsed(exposition).value(ERRORS, "collector", "faulty_info"))
                .isEqualTo(2);
    }

    static Stream<Arguments> faults() {
        Thresholds bounds = Thresholds.upperBounds(1);
        Thresholds quantiles = Thresholds.quantiles(0.5);
        double[] one = {1};
        return Stream.of(
                fault("throws an exception", MetricType.GAUGE, sink -> {
                    throw new IllegalStateException("down");
                }),
                fault("throws an I/O exception", MetricType.GAUGE, sink -> {
                    throw new UncheckedIOException(new IOException("connection reset"));
                }),
                fault("throws an error", MetricType.GAUGE, sink -> {
                    throw new AssertionError("down");
                }),
                fault("overflows the stack", MetricType.GAUGE, CollectorFaultTests::forever),
                fault("throws what cannot be printed", MetricType.GAUGE, sink -> {
                    throw new IllegalStateException() {
                        @Override
                        public String toString() {
                            throw new IllegalStateException("no text");
                        }
                    };
                }),
                fault("throws what cannot be printed without the end of the stack", MetricType.GAUGE, sink -> {
                    throw new IllegalStateException() {
                        @Override
                        public String toString() {
                            return toString();
                        }
                    };
                }),
                fault("throws after half of its samples", MetricType.GAUGE, sink -> {
                    sink.sample(Labels.of("a", "1"), 1);
                    throw new IllegalStateException("down");
                }),
                fault("throws after more samples than a buffer takes", MetricType.GAUGE, sink -> {
                    samples(sink, 1_000);
                    throw new IllegalStateException("down");
                }),
                fault("writes more than 1 MiB", MetricType.GAUGE, sink -> samples(sink, 100_000)),
                fault("writes more than 1 MiB and hides that it was refused", MetricType.GAUGE, sink -> {
                    try {
                        samples(sink, 100_000);
                    } catch (RuntimeException e) {
                        assertThat(e).hasMessageContaining("1048576");
                    }
                }),
                fault("writes a series twice and hides that it was refused", MetricType.GAUGE, sink -> {
                    sink.sample(1);
                    assertThatIllegalArgumentException().isThrownBy(() -> sink.sample(2));
                }),
                fault("writes from another thread", MetricType.GAUGE, sink -> {
                    sink.sample(Labels.of("a", "1"), 1);
                    CompletableFuture.runAsync(() -> sink.sample(Labels.of("a", "2"), 2))
                            .handle((done, refusal) -> refusal)
                            .join();
                }),
                fault("writes no series and hides that it was refused", MetricType.GAUGE, sink -> {
                    sink.sample(1);
                    assertThatIllegalArgumentException().isThrownBy(() -> sink.sample((Series) null, 1));
                }),
                fault("writes no labels and hides that it was refused", MetricType.GAUGE, sink -> {
                    sink.sample(1);
                    hidden(() -> sink.sample((Labels) null, 1));
                }),
                fault("writes no buckets and hides that it was refused", MetricType.HISTOGRAM, sink -> {
                    sink.histogram(Labels.of("a", "1"), bounds, new long[] {1, 1}, 1);
                    hidden(() -> sink.histogram(Labels.empty(), bounds, null, 1));
                    hidden(() -> sink.histogram(Labels.of("a", "2"), null, new long[] {1}, 1));
                }),
                fault("writes no quantiles and hides that it was refused", MetricType.SUMMARY, sink -> {
                    sink.summary(Labels.of("a", "1"), quantiles, one, 1, 1);
                    hidden(() -> sink.summary(Labels.empty(), quantiles, null, 1, 1));
                    hidden(() -> sink.summary(Labels.of("a", "2"), null, one, 1, 1));
                }),
                fault("writes a series twice", MetricType.GAUGE, sink -> {
                    sink.sample(Labels.of("a", "1", "b", "2"), 1);
                    sink.sample(Labels.of("b", "2", "a", "1"), 2);
                }),
                fault("writes a series twice, its labels in another order", MetricType.GAUGE, sink -> {
                    sink.sample(new Series(LabelNames.of("b", "a"), new String[] {"2", "1"}) {}, 1);
                    sink.sample(Labels.of("a", "1", "b", "2"), 2);
                }),
                fault("writes a series twice but for an empty label", MetricType.GAUGE, sink -> {
                    sink.sample(1);
                    sink.sample(Labels.of("a", ""), 2);
                }),
                fault("writes no labels at all", MetricType.GAUGE, sink -> sink.sample((Labels) null, 1)),
                fault("writes an illegal label", MetricType.GAUGE, sink -> sink.sample(Labels.of("a-b", "x"), 1)),
                fault("writes the label job", MetricType.GAUGE, sink -> sink.sample(Labels.of("job", "x"), 1)),
                fault(
                        "writes a label le",
                        MetricType.HISTOGRAM,
                        sink -> sink.histogram(Labels.of("le", "1"), bounds, new long[] {1, 1}, 1)),
                fault(
                        "writes a label quantile",
                        MetricType.SUMMARY,
                        sink -> sink.summary(Labels.of("quantile", "1"), quantiles, one, 1, 1)),
                fault(
                        "writes a histogram as a gauge",
                        MetricType.GAUGE,
                        sink -> sink.histogram(Labels.empty(), bounds, new long[] {1, 1}, 1)),
                fault(
                        "writes more counts than buckets",
                        MetricType.HISTOGRAM,
                        sink -> sink.histogram(Labels.empty(), bounds, new long[] {1, 1, 1}, 1)),
                fault(
                        "writes a summary as a histogram",
                        MetricType.HISTOGRAM,
                        sink -> sink.summary(Labels.empty(), quantiles, one, 1, 1)),
                fault("writes a value as a summary", MetricType.SUMMARY, sink -> sink.sample(1)),
                fault("writes a value as a histogram", MetricType.HISTOGRAM, sink -> sink.sample(1)),
                fault("writes a negative counter", MetricType.COUNTER, sink -> sink.sample(-1)),
                fault("writes a counter that is NaN", MetricType.COUNTER, sink -> sink.sample(Double.NaN)),
                fault("writes an infinite counter", MetricType.COUNTER, sink -> sink.sample(Double.POSITIVE_INFINITY)),
                fault("writes an info of 2", MetricType.INFO, sink -> sink.sample(2)),
                fault("writes a negative timestamp", MetricType.GAUGE, sink -> sink.sample(Labels.empty(), 1, -1)),
                fault(
                        "writes buckets that fall",
                        MetricType.HISTOGRAM,
                        sink -> sink.histogram(Labels.empty(), bounds, new long[] {2, 1}, 1)),
                fault(
                        "writes negative buckets",
                        MetricType.HISTOGRAM,
                        sink -> sink.histogram(Labels.empty(), bounds, new long[] {-1, 1}, 1)),
                fault(
                        "writes too few buckets",
                        MetricType.HISTOGRAM,
                        sink -> sink.histogram(Labels.empty(), bounds, new long[] {1}, 1)),
                fault(
                        "writes no buckets",
                        MetricType.HISTOGRAM,
                        sink -> sink.histogram(Labels.empty(), bounds, null, 1)),
                fault(
                        "writes quantiles as buckets",
                        MetricType.HISTOGRAM,
                        sink -> sink.histogram(Labels.empty(), quantiles, new long[] {1}, 1)),
                fault(
                        "writes too many quantile values",
                        MetricType.SUMMARY,
                        sink -> sink.summary(Labels.empty(), quantiles, new double[] {1, 2}, 1, 1)),
                fault(
                        "writes upper bounds as quantiles",
                        MetricType.SUMMARY,
                        sink -> sink.summary(Labels.empty(), bounds, new double[] {1, 2}, 3, 4)),
                fault(
                        "writes a negative count",
                        MetricType.SUMMARY,
                        sink -> sink.summary(Labels.empty(), quantiles, one, -1, 1)));
    }

    private static Arguments fault(String fault, MetricType type, Consumer<SampleSink> samples) {
        return Arguments.of(fault, type, samples);
    }

    private static void hidden(ThrowingCallable refused) {
        assertThat(catchThrowable(refused)).isInstanceOf(RuntimeException.class);
    }

    private static void forever(SampleSink sink) {
        forever(sink);
    }

    private static void samples(SampleSink sink, int count) {
        for (int i = 0; i < count; i++) {
            sink.sample(Labels.of("series", "number " + i), i);
        }
    }

    @Test
    void aCallbackWhoseConstantLabelIsShadowedCostsItsOwnFamilyThoughItHidesThat() {
        Gauge.builder("faulty")
                .help("Faulty.")
                .constLabels(Labels.of("a", "1"))
                .collect(sink -> {
                    assertThatIllegalArgumentException().isThrownBy(() -> sink.sample(Labels.of("a", "2"), 1));
                    sink.sample(Labels.of("b", "1"), 2);
                })
                .register(registry);

        TextExposition scrape = Bodies.parsed(exposition);

        assertThat(scrape.hasFamily("faulty")).isFalse();
        assertThat(Bodies.parsed(exposition).value(ERRORS, "collector", "faulty"))
                .isPositive();
    }

    @Test
    void aSampleThatItsExemplarCutsShortCostsItsOwnFamilyThoughTheCollectorGoesOn() throws IOException {
        Series cutShort = new Series(LabelNames.of("kind"), new String[] {"a"}) {
            @Override
            public Exemplar exemplar(int index) {
                throw new IllegalStateException("no exemplar");
            }
        };
        registry.register(new Faulty(new Descriptor("faulty_total", "Faulty.", MetricType.COUNTER), sink -> {
            assertThatIllegalStateException().isThrownBy(() -> sink.sample(cutShort, 1));
            sink.sample(Labels.of("kind", "b"), 2);
        }));
        ScrapeRequest openMetrics = ScrapeRequest.of("application/openmetrics-text;version=1.0.0", null, List.of());

        assertThat(new String(Bodies.body(exposition, openMetrics), StandardCharsets.UTF_8))
                .contains("\na_before 1", ERRORS + "{collector=\"faulty_total\"} 1\n", "\nz_after 2")
                .doesNotContain("faulty_total{kind");
    }

    @ParameterizedTest
    @MethodSource
    void aSeriesThatFailsWhileItIsWrittenCostsItsOwnFamilyThoughTheCollectorGoesOn(
            MetricType type, BiConsumer<SampleSink, Series> sample) throws IOException {
        Series failing = new Series(LabelNames.of("kind"), new String[] {"a"}) {
            @Override
            public long createdSeconds() {
                throw new IllegalStateException("no creation time");
            }
        };
        registry.register(new Faulty(new Descriptor("faulty_total", "Faulty.", type), sink -> {
            assertThatIllegalStateException().isThrownBy(() -> sample.accept(sink, failing));
            sample.accept(sink, Series.of(Labels.of("kind", "b")));
        }));
        ByteArrayOutputStream page = new ByteArrayOutputStream();

        exposition.write(ExpositionFormat.PROTOBUF, page);

        ProtobufExposition body = ProtobufExposition.checked(page.toByteArray());
        assertThat(body.familyNames()).containsExactly("a_before", ERRORS, "z_after");
        assertThat(body.value(ERRORS, "collector", "faulty_total")).isEqualTo(1);
    }

    static Stream<Arguments> aSeriesThatFailsWhileItIsWrittenCostsItsOwnFamilyThoughTheCollectorGoesOn() {
        Thresholds bounds = Thresholds.upperBounds(1);
        Thresholds quantiles = Thresholds.quantiles(0.5);
        return Stream.of(
                written(MetricType.COUNTER, (sink, series) -> sink.sample(series, 1)),
                written(MetricType.COUNTER, (sink, series) -> sink.sample(series, 1.5)),
                written(MetricType.COUNTER, (sink, series) -> sink.sample(series, 1.5, 1_000)),
                written(MetricType.HISTOGRAM, (sink, series) -> sink.histogram(series, bounds, new long[] {1, 1}, 1)),
                written(MetricType.SUMMARY, (sink, series) -> sink.summary(series, quantiles, new double[] {1}, 1, 1)));
    }

    private static Arguments written(MetricType type, BiConsumer<SampleSink, Series> sample) {
        return Arguments.of(type, sample);
    }

    @Test
    void aSeriesThatLacksOnlyAConstantLabelOfTheRegistryIsADuplicate() {
        Registry shop =
                Registry.builder().constLabels(Labels.of("application", "shop")).build();
        shop.register(new Faulty(new Descriptor("faulty", "", MetricType.GAUGE), sink -> {
            sink.sample(1);
            sink.sample(Labels.of("application", "shop"), 2);
        }));

        TextExposition body = Bodies.parsed(shop);

        assertThat(body.familyNames()).containsExactly(ERRORS);
        assertThat(body.samples(ERRORS)).hasSize(1);
    }

    @Test
    void familiesOfTwoRegistriesDoNotShareANameOfASample() {
        Registry second = new Registry();
        registry.histogram("faulty", "A histogram.");
        second.counter("faulty_count", "A counter.");

        TextExposition body = Bodies.parsed(registry, second);

        assertThat(body.familyNames()).containsExactly("a_before", "faulty", ERRORS, "z_after");
        assertThat(body.value(ERRORS, "collector", "faulty_count")).isEqualTo(1);
    }

    /** A collector that can do nothing any more from some moment on. */
    private static final class Lost implements Collector {

        private final boolean collects;
        private boolean lost;

        Lost(boolean collects) {
            this.collects = collects;
        }

        void lose() {
            lost = true;
        }

        @Override
        public Descriptor descriptor() {
            requirePresent();
            return new Descriptor("faulty", "Faulty.", MetricType.GAUGE);
        }

        @Override
        public void collect(SampleSink sink) {
            if (!collects) {
                requirePresent();
            }
            sink.sample(1);
        }

        private void requirePresent() {
            if (lost) {
                throw new IllegalStateException("lost");
            }
        }
    }

    @Test
    void aDescriptorThatFailsLaterIsNotAskedForAgain() {
        Lost faulty = new Lost(true);
        registry.register(faulty);
        faulty.lose();

        assertThat(Bodies.parsed(exposition).familyNames()).containsExactly("a_before", "faulty", "z_after");
    }

    @Test
    void theDescriptorOfAnExportersOwnCollectorIsNotAskedForAgainEither() {
        Lost faulty = new Lost(true);
        Exposition exporter = exposition.forExporter(faulty);
        Bodies.scraped(exporter);
        faulty.lose();
        registry.counter("more_total", "More.").inc();

        assertThat(Bodies.scraped(exporter).familyNames()).contains("a_before", "faulty", "z_after");
    }

    @Test
    void aDescriptorThatFailsTogetherWithItsCollectionCostsItsOwnFamily() {
        Lost faulty = new Lost(false);
        registry.register(faulty);
        Bodies.parsed(exposition);
        faulty.lose();

        TextExposition body = Bodies.parsed(exposition);

        assertThat(body.familyNames()).containsExactly("a_before", ERRORS, "z_after");
        assertThat(body.value(ERRORS, "collector", "faulty")).isEqualTo(1);
    }

    @Test
    void aCollectorThatRecoversIsShownAgain() {
        AtomicBoolean down = new AtomicBoolean(true);
        Gauge.builder("faulty")
                .help("Faulty.")
                .callback(() -> {
                    if (down.get()) {
                        throw new IllegalStateException("down");
                    }
                    return 3;
                })
                .register(registry);
        assertThat(Bodies.parsed(exposition).hasFamily("faulty")).isFalse();

        down.set(false);

        assertThat(Bodies.parsed(exposition).value("faulty")).isEqualTo(3);
        assertThat(Bodies.parsed(exposition).value(ERRORS, "collector", "faulty"))
                .isEqualTo(1);
    }

    @Test
    void aMebibyteIsNotTooMuch() {
        Gauge.builder("many")
                .help("Many.")
                .collect(sink -> samples(sink, 25_000))
                .register(registry);

        assertThat(Bodies.parsed(exposition).samples("many")).hasSize(25_000);
    }

    @Test
    void aCollectorThatGoesOnAfterItWroteTooMuchIsRefusedEveryFurtherSample() {
        AtomicInteger refused = new AtomicInteger();
        registry.register(new Faulty(new Descriptor("faulty", "", MetricType.GAUGE), sink -> {
            hidden(() -> samples(sink, 100_000));
            for (int i = 0; i < 1000; i++) {
                Labels further = Labels.of("further", "number " + i);
                if (catchThrowable(() -> sink.sample(further, 1)) instanceof IllegalStateException) {
                    refused.incrementAndGet();
                }
            }
        }));

        assertThat(Bodies.parsed(exposition).hasFamily("faulty")).isFalse();
        assertThat(refused).hasValue(1000);
    }

    @Test
    void aFailureIsLoggedOnOneLineAMinuteForEachCollector() {
        for (String name : List.of("faulty", "other")) {
            Gauge.builder(name)
                    .help("Faulty.")
                    .callback(() -> {
                        throw new IllegalStateException("first line\nsecond line" + "x".repeat(500));
                    })
                    .register(registry);
        }

        for (int scrape = 0; scrape < 5; scrape++) {
            Bodies.parsed(exposition);
        }

        assertThat(warnings("'faulty'"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("IllegalStateException", "first line\\nsecond line")
                        .doesNotContain("\n")
                        .hasSizeLessThan(400));
        assertThat(warnings("'other'")).hasSize(1);
    }

    @Test
    void whereACollectorFailedIsLoggedForThoseWhoLogMore() {
        List<Throwable> detailed = log.detailed();
        IllegalStateException failure = new IllegalStateException("lost");
        Gauge.builder("faulty")
                .help("Faulty.")
                .callback(() -> {
                    throw failure;
                })
                .register(registry);

        Bodies.parsed(exposition);

        assertThat(detailed).singleElement().isSameAs(failure);
    }

    @Test
    void aFailureOfAnExportersOwnCollectorIsCountedAndLoggedOnceAMinuteHoweverOftenTheRegistryChanges() {
        Exposition exporter = exposition.forExporter(Gauge.builder("faulty")
                .help("Faulty.")
                .callback(() -> {
                    throw new IllegalStateException("lost");
                })
                .build());

        for (int scrape = 0; scrape < 5; scrape++) {
            registry.counter("more_" + scrape + "_total", "More.");
            assertThat(Bodies.scraped(exporter).hasFamily("faulty")).isFalse();
        }

        assertThat(warnings("'faulty'")).hasSize(1);
        assertThat(Bodies.scraped(exporter).value(ERRORS, "collector", "faulty"))
                .isEqualTo(6);
    }

    private List<String> warnings(String text) {
        return log.warnings().stream().filter(line -> line.contains(text)).toList();
    }

    @Test
    void theFailuresOfACollectorAreCountedWhileItIsRegistered() {
        Faulty faulty = new Faulty(new Descriptor("faulty", "", MetricType.GAUGE), sink -> {
            throw new IllegalStateException("broken");
        });
        registry.register(faulty);
        Bodies.parsed(exposition);

        registry.unregister("faulty");
        assertThat(Bodies.parsed(exposition).familyNames()).containsExactly("a_before", "z_after");

        registry.register(faulty);
        assertThat(Bodies.parsed(exposition).value(ERRORS, "collector", "faulty"))
                .isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unprintable")
    void oneWhoseFailureCannotBePrintedCostsItsOwnFamilyOfAScrapeToo(String fault, RuntimeException failure) {
        registry.register(new Faulty(new Descriptor("faulty", "", MetricType.GAUGE), sink -> {
            throw failure;
        }));

        TextExposition body = Bodies.scraped(exposition);

        assertThat(body.familyNames()).containsExactly("a_before", ERRORS, "z_after");
        assertThat(warnings("'faulty'"))
                .singleElement()
                .asString()
                .contains(failure.getClass().getName());
    }

    static Stream<Arguments> unprintable() {
        return Stream.of(
                Arguments.of("an exception", new IllegalStateException() {
                    @Override
                    public String toString() {
                        throw new IllegalStateException("no text");
                    }
                }),
                Arguments.of("an error", new IllegalStateException() {
                    @Override
                    public String toString() {
                        throw new AssertionError("no text");
                    }
                }),
                Arguments.of("the end of the stack", new IllegalStateException() {
                    @Override
                    public String getMessage() {
                        return getMessage();
                    }
                }));
    }

    @Test
    void aBrokenLogCostsNothing() {
        registry.register(new Faulty(new Descriptor("faulty", "", MetricType.GAUGE), sink -> {
            throw new IllegalStateException("down");
        }));
        Counter bounded = Counter.builder("b_total").help("B.").maxSeries(1).register(registry);

        try (BrokenLog broken = new BrokenLog()) {
            bounded.inc(Labels.of("k", "1"));
            bounded.inc(Labels.of("k", "2"));

            assertThat(Bodies.scraped(exposition).value(ERRORS, "collector", "faulty"))
                    .isEqualTo(1);
            assertThat(bounded.get(Labels.of("k", "__overflow__"))).isEqualTo(1);
            assertThat(broken.warnings()).isEqualTo(2);
        }
    }

    @Test
    void twoRegistriesCountTheFailuresOfTheirOwnCollectors() {
        Registry second = new Registry();
        for (Registry one : List.of(registry, second)) {
            Gauge.builder(one == registry ? "faulty_a" : "faulty_b")
                    .help("Faulty.")
                    .callback(() -> {
                        throw new IllegalStateException("down");
                    })
                    .register(one);
        }
        Exposition both = Exposition.of(registry, second);

        TextExposition body = Bodies.parsed(both);

        assertThat(body.value(ERRORS, "collector", "faulty_a")).isEqualTo(1);
        assertThat(body.value(ERRORS, "collector", "faulty_b")).isEqualTo(1);
        assertThat(Bodies.parsed(second).samples(ERRORS)).hasSize(1);
    }

    @Test
    void aSinkIsRefusedAfterTheCollectionItBelongsTo() {
        List<SampleSink> kept = new ArrayList<>();
        registry.register(new Faulty(new Descriptor("faulty", "", MetricType.GAUGE), kept::add));
        Bodies.parsed(exposition);

        assertThatIllegalStateException()
                .isThrownBy(() -> kept.get(0).sample(1))
                .withMessage("gauge 'faulty': the sink was used after the collection that it belongs to");
        assertThat(Bodies.parsed(exposition).familyNames()).containsExactly("a_before", "z_after");
    }

    @Test
    void anOldSinkDoesNotReachIntoALaterScrape() {
        AtomicReference<SampleSink> old = new AtomicReference<>();
        registry.register(new Faulty(new Descriptor("faulty", "", MetricType.GAUGE), sink -> {
            SampleSink previous = old.getAndSet(sink);
            if (previous != null) {
                previous.sample(Labels.of("from", "before"), 1);
            }
            sink.sample(7);
        }));

        assertThat(Bodies.parsed(exposition).value("faulty")).isEqualTo(7);
        assertThat(Bodies.parsed(exposition).hasFamily("faulty")).isFalse();
    }

    @Test
    void aMetricThatIsRegisteredDuringAScrapeIsInTheNextOne() {
        Gauge.builder("faulty")
                .help("Registers.")
                .callback(() -> {
                    registry.gauge("b_new", "New.");
                    registry.gauge("y_new", "New.");
                    return 1;
                })
                .register(registry);

        assertThat(Bodies.parsed(exposition).familyNames()).containsExactly("a_before", "faulty", "z_after");
        assertThat(Bodies.parsed(exposition).familyNames())
                .containsExactly("a_before", "b_new", "faulty", "y_new", "z_after");
    }

    @Test
    void aCollectorMayUnregisterItself() {
        Gauge.builder("faulty")
                .help("Unregisters itself.")
                .callback(() -> {
                    registry.unregister("faulty");
                    return 1;
                })
                .register(registry);

        assertThat(Bodies.parsed(exposition).hasFamily("faulty")).isTrue();
        assertThat(Bodies.parsed(exposition).hasFamily("faulty")).isFalse();
    }

    @Test
    void aCollectorMayScrapeAnotherRegistry() {
        Registry inner = new Registry();
        inner.gauge("inner", "Inner.").set(5);
        Gauge.builder("faulty")
                .help("Scrapes.")
                .callback(() -> Bodies.parsed(inner).value("inner"))
                .register(registry);

        assertThat(Bodies.parsed(exposition).value("faulty")).isEqualTo(5);
    }

    @Test
    void aCollectorThatScrapesItsOwnExpositionGetsWholeBodies() {
        AtomicBoolean nested = new AtomicBoolean();
        Gauge.builder("faulty")
                .help("Scrapes.")
                .callback(() ->
                        nested.getAndSet(true) ? 1 : Bodies.parsed(exposition).value("z_after"))
                .register(registry);

        TextExposition body = Bodies.parsed(exposition);

        assertThat(body.familyNames()).containsExactly("a_before", "faulty", "z_after");
        assertThat(body.value("faulty")).isEqualTo(2);
    }

    @Test
    void aCollectorThatScrapesItsOwnExpositionIsLeftOutOfThat() {
        registry.register(new Faulty(new Descriptor("faulty", "", MetricType.GAUGE), sink -> {
            ScrapeRequest request = ScrapeRequest.builder().build();
            try (ScrapeResponse response = exposition.scrape(request)) {
                response.writeTo(new ByteArrayOutputStream());
                sink.sample(response.status());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));

        TextExposition body = Bodies.scraped(exposition);

        assertThat(body.familyNames()).containsExactly("a_before", "faulty", ERRORS, "z_after");
        assertThat(body.value("faulty")).isEqualTo(200);
        assertThat(body.value(ERRORS, "collector", "faulty")).isEqualTo(1);
        assertThat(Bodies.scraped(exposition).value(ERRORS, "collector", "faulty"))
                .isEqualTo(2);
    }

    @Test
    void aCollectorThatWritesItsOwnExpositionWithoutEndRunsOutOfStack() {
        registry.register(new Faulty(new Descriptor("faulty", "", MetricType.GAUGE), sink -> {
            try {
                exposition.write(ExpositionFormat.TEXT, OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));

        assertThat(Bodies.parsed(exposition).familyNames()).contains("a_before", "z_after");
    }
}
