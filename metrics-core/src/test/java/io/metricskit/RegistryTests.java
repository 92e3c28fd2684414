package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

final class RegistryTests {

    private final Registry registry = new Registry();

    @Test
    void aNewRegistryIsEmpty() {
        assertThat(registry.collectors()).isEmpty();
        assertThat(registry.constLabels()).isEqualTo(Labels.empty());
    }

    @Test
    void aRegisteredCollectorIsFoundByName() {
        Counter orders = Counter.builder("orders_total").help("Orders.").build();

        registry.register(orders);

        assertThat(registry.get("orders_total")).isSameAs(orders);
        assertThat(registry.collectors()).containsExactly(orders);
    }

    @Test
    void anUnknownNameIsReportedWithTheKnownOnes() {
        registry.gauge("queue_size", "Orders that wait.");

        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> registry.get("queue"))
                .withMessageContaining("'queue'")
                .withMessageContaining("queue_size");
    }

    @Test
    void anUnknownNameIsReportedOnOneLine() {
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> registry.get("a\nb"))
                .withMessageContaining("'a\\nb'")
                .withMessageNotContaining("\n");
    }

    @Test
    void aSampleNameIsNoName() {
        registry.histogram("latency_seconds", "Latency.");

        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> registry.get("latency_seconds_count"));
        assertThat(registry.unregister("latency_seconds_count")).isFalse();
    }

    @Test
    void collectorsAreSortedByName() {
        registry.gauge("b", "B.");
        registry.gauge("Z", "Z.");
        registry.gauge("a", "A.");
        registry.gauge("a:b", "A:B.");

        assertThat(names(registry)).containsExactly("Z", "a", "a:b", "b");
    }

    @Test
    void theCollectionLacksWhatHasGoneSinceTheLastOne() {
        registry.gauge("a", "A.");
        registry.gauge("b", "B.");
        assertThat(names(registry)).containsExactly("a", "b");

        registry.unregister("a");
        assertThat(names(registry)).containsExactly("b");
        registry.clear();
        assertThat(names(registry)).isEmpty();
    }

    @Test
    void theCollectionDoesNotChangeLater() {
        registry.gauge("a", "A.");
        Collection<Collector> before = registry.collectors();

        registry.gauge("b", "B.");
        registry.unregister("a");

        assertThat(before).hasSize(1);
        assertThat(names(registry)).containsExactly("b");
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(before::clear);
    }

    @Test
    void unregisterSaysWhetherTheNameWasThere() {
        registry.counter("orders_total", "Orders.");

        assertThat(registry.unregister("orders")).isFalse();
        assertThat(registry.unregister("orders_total")).isTrue();
        assertThat(registry.unregister("orders_total")).isFalse();
        assertThat(registry.collectors()).isEmpty();
    }

    @Test
    void anUnregisteredNameAndAllThatItTookAreFree() {
        registry.histogram("x", "A histogram.");

        registry.unregister("x");
        registry.counter("x_count", "A counter.");
        registry.counter("x_total", "A counter.");

        assertThat(names(registry)).containsExactly("x_count", "x_total");
    }

    @Test
    void clearFreesAllNames() {
        registry.histogram("x", "A histogram.");
        registry.gauge("y", "A gauge.");

        registry.clear();

        assertThat(registry.collectors()).isEmpty();
        registry.counter("x_count", "A counter.");
        registry.counter("y", "A counter.");
        assertThat(names(registry)).containsExactly("x_count", "y");
    }

    @Test
    void aCollectorMayBeInSeveralRegistries() {
        Registry other = new Registry();
        Counter orders = Counter.builder("orders_total").help("Orders.").register(registry);

        other.register(orders);
        registry.unregister("orders_total");

        assertThat(other.get("orders_total")).isSameAs(orders);
        other.unregister("orders_total");
        registry.register(orders);
        assertThat(registry.get("orders_total")).isSameAs(orders);
    }

    @Test
    void theDefaultRegistryTakesMetricsThatNameNoOther() {
        String name = "registry_tests_total";
        Counter counter = Counter.builder(name).help("Counter of a test.").register();
        try {
            assertThat(Registry.defaultRegistry()).isSameAs(Registry.defaultRegistry());
            assertThat(Registry.defaultRegistry().get(name)).isSameAs(counter);
            assertThatExceptionOfType(MetricConflictException.class)
                    .isThrownBy(() ->
                            Counter.builder(name).help("Counter of a test.").register());
        } finally {
            Registry.defaultRegistry().unregister(name);
        }
    }

    @Test
    void nullsAreRefusedWithTheReason() {
        assertThatNullPointerException()
                .isThrownBy(() -> registry.register(null))
                .withMessage("the collector must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> registry.register(new Foreign(null)))
                .withMessageContaining("descriptor")
                .withMessageContaining("must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> Registry.builder().constLabels(null))
                .withMessage("constant labels must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> registry.counter("orders_total", null))
                .withMessage("counter 'orders_total': help must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> registry.gauge("queue_size", "Queue.", "kind", null))
                .withMessageContaining("gauge 'queue_size'");
        assertThatNullPointerException()
                .isThrownBy(() -> registry.get(null))
                .withMessage("the name of a metric must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> registry.unregister(null))
                .withMessage("the name of a metric must not be null");
        assertThat(registry.collectors()).isEmpty();
    }

    @Test
    void illegalDeclaredNamesAreRefusedWithTheMetric() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.gauge("g", "G.", "a-b"))
                .withMessageContaining("gauge 'g'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.gauge("g", "G.", "a", "a"))
                .withMessageContaining("gauge 'g'");
        assertThat(registry.collectors()).isEmpty();
    }

    @Test
    void theSameDefinitionIsShared() {
        assertThat(registry.counter("c_total", "C.", "a")).isSameAs(registry.counter("c_total", "C.", "a"));
        assertThat(registry.gauge("g", "G.")).isSameAs(registry.gauge("g", "G."));
        assertThat(registry.summary("s", "S.", "a", "b")).isSameAs(registry.summary("s", "S.", "a", "b"));
        assertThat(registry.histogram("h", "H.")).isSameAs(registry.histogram("h", "H."));
        assertThat(registry.collectors()).hasSize(4);
    }

    @Test
    void aMetricFromABuilderIsSharedByTheSameDefinition() {
        Histogram registered = sizes().register(registry);

        assertThat(registry.getOrRegister(sizes())).isSameAs(registered);
    }

    private static Histogram.Builder sizes() {
        return Histogram.builder("upload_bytes")
                .help("Size of uploads.")
                .unit("bytes")
                .constLabels(Labels.of("host", "a"))
                .labelNames("kind")
                .buckets(1, 2);
    }

    @Test
    void anotherHelpIsAConflict() {
        registry.gauge("g", "One help.");

        assertThatConflict(() -> registry.gauge("g", "Another help."))
                .isEqualTo("the registry already has a metric of this name with another definition: "
                        + "gauge 'g' (help 'One help.', any labels); asked for "
                        + "gauge 'g' (help 'Another help.', any labels)");
    }

    @Test
    void aCallbackOrACollectorIsNotSharedAndTheConflictSaysWhereItsValuesComeFrom() {
        Counter.builder("pulled_total").help("P.").callback(() -> 1).register(registry);
        registry.register(new Foreign(new Descriptor("own", "O.", MetricType.GAUGE)));

        assertThatConflict(() -> registry.counter("pulled_total", "P."))
                .endsWith("counter 'pulled_total' (help 'P.', any labels, values from a callback); asked for "
                        + "counter 'pulled_total' (help 'P.', any labels)");
        assertThatConflict(() -> registry.gauge("own", "O."))
                .endsWith("gauge 'own' (help 'O.', any labels, values from a collector); asked for "
                        + "gauge 'own' (help 'O.', any labels)");
    }

    @Test
    void anotherTypeIsAConflict() {
        registry.gauge("x", "X.");

        assertThatConflict(() -> registry.summary("x", "X.")).contains("gauge 'x'", "summary 'x'");
    }

    @Test
    void otherLabelNamesAreAConflict() {
        registry.gauge("g", "G.", "a", "b");

        assertThatConflict(() -> registry.gauge("g", "G.", "b", "a")).contains("labels [a, b]", "labels [b, a]");
        assertThatConflict(() -> registry.gauge("g", "G.")).contains("labels [a, b]", "any labels");
    }

    @Test
    void otherBucketsAreAConflict() {
        sizes().register(registry);

        assertThatConflict(() -> registry.getOrRegister(sizes().buckets(1, 3)))
                .contains("buckets [1.0, 2.0]", "buckets [1.0, 3.0]");
    }

    @Test
    void anotherWindowIsAConflict() {
        Summary.Builder summary = Summary.builder("s").help("S.").maxAge(Duration.ofMillis(1100));
        Summary registered = summary.register(registry);

        assertThat(registry.getOrRegister(summary)).isSameAs(registered);
        assertThatConflict(() -> registry.getOrRegister(summary.maxAge(Duration.ofMillis(1900))))
                .contains("quantiles 0.5 ± 0.05, 0.9 ± 0.01, 0.99 ± 0.001 over 1.1 s", "over 1.9 s");
    }

    @Test
    void anotherUnitIsAConflict() {
        sizes().register(registry);

        assertThatConflict(() -> registry.getOrRegister(sizes().unit(""))).contains("unit 'bytes'");
    }

    @Test
    void otherConstantLabelsAreAConflict() {
        sizes().register(registry);

        assertThatConflict(() -> registry.getOrRegister(sizes().constLabels(Labels.of("host", "b"))))
                .contains("constant labels {host=\"a\"}", "constant labels {host=\"b\"}");
    }

    @Test
    void aConflictIsReportedOnOneLine() {
        registry.gauge("g", "G.");

        assertThatConflict(
                        () -> Gauge.builder("g").help("a\nb").callback(() -> 1).register(registry))
                .contains("a\\nb")
                .doesNotContain("\n");
    }

    @Test
    void aConflictNamesTheMetric() {
        registry.gauge("g", "G.");

        assertThatExceptionOfType(MetricConflictException.class)
                .isThrownBy(() -> registry.counter("g", "G."))
                .satisfies(conflict -> assertThat(conflict.metricName()).isEqualTo("g"));
    }

    private AbstractStringAssert<?> assertThatConflict(Runnable registration) {
        return Conflicts.assertThatConflict(registry, registration);
    }

    @Test
    void aMetricTakesTheBoundOfItsRegistry() {
        Registry bounded = Registry.builder().maxSeriesPerMetric(2).build();
        Counter orders = bounded.counter("orders_total", "Orders.");

        for (int i = 0; i < 5; i++) {
            orders.labels("id", "n" + i).inc();
        }

        assertThat(orders.get(Labels.of("id", "n1"))).isEqualTo(1);
        assertThat(orders.get(Labels.of("id", "__overflow__"))).isEqualTo(3);
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> orders.get(Labels.of("id", "n2")));
    }

    @Test
    void aMetricsOwnBoundWins() {
        Registry bounded = Registry.builder().maxSeriesPerMetric(2).build();
        Counter orders =
                Counter.builder("orders_total").help("Orders.").maxSeries(3).register(bounded);

        for (int i = 0; i < 5; i++) {
            orders.labels("id", "n" + i).inc();
        }

        assertThat(orders.get(Labels.of("id", "n2"))).isEqualTo(1);
        assertThat(orders.get(Labels.of("id", "__overflow__"))).isEqualTo(2);
    }

    @Test
    void aBoundBelowOneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Registry.builder().maxSeriesPerMetric(0))
                .withMessage("maxSeriesPerMetric must be 1 or more, but got 0");
    }

    @Test
    void oneOfSeveralThreadsRegistersAName() throws Exception {
        for (int round = 0; round < 50; round++) {
            String name = "orders_" + round + "_total";
            List<Object> outcomes =
                    inParallel(() -> Counter.builder(name).help("Orders.").register(registry));

            assertThat(outcomes).filteredOn(Counter.class::isInstance).containsExactly(registry.get(name));
            assertThat(outcomes)
                    .filteredOn(MetricConflictException.class::isInstance)
                    .hasSize(3);
        }
    }

    @Test
    void severalThreadsThatAskForADefinitionShareOneMetric() throws Exception {
        for (int round = 0; round < 50; round++) {
            String name = "orders_" + round + "_total";
            List<Object> outcomes = inParallel(() -> registry.counter(name, "Orders.", "kind"));

            assertThat(outcomes).containsOnly(registry.get(name));
        }
    }

    /** Runs the same on four threads at once, and returns what each returned or threw. */
    private static List<Object> inParallel(Supplier<Object> registration) throws Exception {
        int threads = 4;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Object>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    start.await();
                    try {
                        return registration.get();
                    } catch (MetricConflictException e) {
                        return e;
                    }
                }));
            }
            List<Object> outcomes = new ArrayList<>();
            for (Future<Object> one : running) {
                outcomes.add(one.get());
            }
            return outcomes;
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<String> names(Registry registry) {
        return registry.collectors().stream()
                .map(collector -> collector.descriptor().name())
                .toList();
    }
}
