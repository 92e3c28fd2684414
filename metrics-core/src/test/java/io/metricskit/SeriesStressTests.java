package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metricskit.exposition.Exposition;
import io.metricskit.model.Labels;
import io.metricskit.testkit.Sample;
import io.metricskit.testkit.TextExposition;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Series and metrics that many threads make and remove at once, while others scrape. */
final class SeriesStressTests {

    private static final int THREADS = 8;

    private final Registry registry = new Registry();
    private final Exposition exposition = Exposition.of(registry);

    private static Labels k(int value) {
        return Labels.of("k", Integer.toString(value));
    }

    @RepeatedTest(5)
    void threadsThatRaceToMakeOneLabelSetGetOneChild() throws Exception {
        Counter counter = Counter.builder("c_total").help("C.").register(registry);
        int sets = 200;
        List<Set<Counter.Child>> children = IntStream.range(0, sets)
                .mapToObj(i -> Collections.synchronizedSet(
                        Collections.newSetFromMap(new IdentityHashMap<Counter.Child, Boolean>())))
                .toList();

        Together.run(THREADS, thread -> {
            for (int i = 0; i < sets; i++) {
                Counter.Child child = thread % 2 == 0
                        ? counter.labels("a", Integer.toString(i), "b", "x")
                        : counter.labels(Labels.of("b", "x", "a", Integer.toString(i)));
                child.inc();
                children.get(i).add(child);
            }
        });

        assertThat(children).allSatisfy(ofOneSet -> assertThat(ofOneSet).hasSize(1));
        assertThat(Scrape.of(exposition).samples("c_total"))
                .hasSize(sets)
                .allMatch(sample -> sample.value() == THREADS);
    }

    @RepeatedTest(5)
    void threadsThatRaceAcrossTheBoundLoseNothing() throws Exception {
        int bound = 100;
        int sets = 300;
        Counter counter = Counter.builder("c_total").help("C.").maxSeries(bound).register(registry);

        try (LoggedLines log = new LoggedLines()) {
            Together.runWhile(
                    THREADS,
                    thread -> {
                        for (int i = 0; i < sets; i++) {
                            counter.inc(k(thread % 2 == 0 ? i : sets - 1 - i));
                        }
                    },
                    () -> assertThat(Scrape.of(exposition).samples("c_total")).hasSizeLessThanOrEqualTo(bound + 1));
            assertThat(log.warnings()).hasSize(1);
        }

        List<Sample> samples = Scrape.of(exposition).samples("c_total");
        assertThat(samples).hasSize(bound + 1);
        assertThat(samples.stream().mapToDouble(Sample::value).sum()).isEqualTo(THREADS * sets);
        double own = samples.stream()
                .filter(sample -> !sample.label("k").orElseThrow().equals("__overflow__"))
                .mapToDouble(Sample::value)
                .sum();
        assertThat(own).isEqualTo(THREADS * bound);
        assertThat(Scrape.of(exposition).value("metrics_overflow_total", "metric", "c_total"))
                .isEqualTo(THREADS * (sets - bound));
    }

    @Test
    void theCountOfRecordingsOverTheBoundNeverFalls() throws Exception {
        Counter counter = Counter.builder("c_total").help("C.").maxSeries(1).register(registry);
        Labels over = Labels.of("k", "__overflow__");
        counter.inc(k(0));
        AtomicLong shown = new AtomicLong();

        Together.runWhile(
                3,
                thread -> {
                    for (int i = 1; i <= 200_000; i++) {
                        if (thread == 0) {
                            counter.remove(over);
                        } else {
                            counter.inc(k(i));
                        }
                    }
                },
                () -> {
                    // Rather than a scrape, which would be too slow to come in between.
                    long now = counter.family.overflowRecordings();
                    assertThat(now).isGreaterThanOrEqualTo(shown.getAndSet(now));
                });

        assertThat(shown.get()).isPositive();
    }

    @Test
    void lookUpsFindTheirOwnSeriesWhileOthersAreMadeAndRemoved() throws Exception {
        Counter counter = Counter.builder("c_total").help("C.").register(registry);
        int rounds = 20_000;

        Together.runWhile(
                4,
                thread -> {
                    for (int i = 0; i < rounds; i++) {
                        if (thread < 2) {
                            int mine = 1000 * thread + i % 50;
                            counter.inc(k(mine));
                            if (i % 3 == 0) {
                                counter.remove(k(mine));
                            }
                        } else {
                            Counter.Child child = counter.labels("stable", Integer.toString(thread));
                            child.inc();
                            assertThat(child.labels()).isEqualTo(Labels.of("stable", Integer.toString(thread)));
                        }
                    }
                },
                () -> Scrape.of(exposition)); // checks that no series occurs twice

        assertThat(counter.get(Labels.of("stable", "2"))).isEqualTo(rounds);
        assertThat(counter.get(Labels.of("stable", "3"))).isEqualTo(rounds);
    }

    @Test
    void whatIsRecordedOnceASeriesWithoutLabelsIsSeenToBeGoneIsNotLost() throws Exception {
        Counter counter = Counter.builder("c_total").help("C.").labelNames().build();
        AtomicInteger used = new AtomicInteger();
        AtomicInteger removed = new AtomicInteger();
        AtomicInteger kept = new AtomicInteger();
        int rounds = 3_000;

        Together.run(2, thread -> {
            for (int i = 1; i <= rounds; i++) {
                if (thread == 0) {
                    await(used, i);
                    counter.remove(Labels.empty());
                    removed.set(i);
                } else {
                    counter.inc();
                    used.set(i);
                    // Rather than get(), whose exception would take too long.
                    for (int looks = 1; counter.family.existing(Labels.empty()) != null; looks++) {
                        if (looks % 1_000 == 0) {
                            Thread.yield();
                        }
                    }
                    counter.inc();
                    await(removed, i);
                    kept.addAndGet(counter.remove(Labels.empty()) ? 1 : 0);
                }
            }
        });

        assertThat(kept).hasValue(rounds);
    }

    private static void await(AtomicInteger number, int reached) {
        while (number.get() < reached) {
            Thread.yield();
        }
    }

    @Test
    void aSeriesThatIsRemovedAndMadeAgainIsNeverScrapedTwice() throws Exception {
        Histogram histogram = Histogram.builder("h").help("H.").buckets(1).register(registry);
        for (int i = 0; i < 100; i++) {
            histogram.observe(k(i), 1);
        }

        Together.runWhile(
                2,
                thread -> {
                    for (int i = 0; i < 20_000; i++) {
                        int mine = 50 * thread + i % 50;
                        histogram.remove(k(mine));
                        histogram.observe(k(mine), 1);
                    }
                },
                () -> assertThat(Scrape.of(exposition).samples("h_count")).hasSizeBetween(0, 100));

        assertThat(Scrape.of(exposition).samples("h_count")).hasSize(100).allMatch(sample -> sample.value() == 1);
    }

    @Test
    void clearingWhileOthersRecordLeavesWholeFamilies() throws Exception {
        Counter counter = Counter.builder("c_total").help("C.").register(registry);
        Summary summary = Summary.builder("s").help("S.").register(registry);

        Together.runWhile(
                4,
                thread -> {
                    for (int i = 0; i < 10_000; i++) {
                        counter.inc(k(i % 20));
                        summary.observe(k(i % 20), i);
                        if (i % 100 == thread) {
                            counter.clear();
                            summary.clear();
                        }
                    }
                },
                () -> {
                    TextExposition scrape = Scrape.of(exposition);
                    assertThat(scrape.samples("s_count")).hasSameSizeAs(scrape.samples("s_sum"));
                    assertThat(scrape.samples("s"))
                            .hasSize(3 * scrape.samples("s_sum").size());
                });
    }

    @Test
    void aMetricWithoutLabelsThatIsClearedIsInEveryScrape() throws Exception {
        Counter counter = Counter.builder("c_total").help("C.").register(registry);

        Together.runWhile(
                2,
                thread -> {
                    for (int i = 0; i < 20_000; i++) {
                        counter.inc();
                        counter.clear();
                    }
                },
                () -> assertThat(Scrape.of(exposition).samples("c_total")).hasSize(1));
    }

    @Test
    void metricsThatComeAndGoAreScrapedAsAWholeOrNotAtAll() throws Exception {
        AtomicLongArray registered = new AtomicLongArray(4);
        Counter stays = Counter.builder("stays_total").help("Stays.").register(registry);
        stays.inc();

        Together.runWhile(
                4,
                thread -> {
                    String name = "histogram_" + thread;
                    for (int i = 0; i < 500; i++) {
                        Histogram histogram =
                                Histogram.builder(name).help("H.").buckets(1, 2).build();
                        histogram.observe(k(1), 1);
                        histogram.observe(k(2), 2);
                        registry.register(histogram);
                        registered.incrementAndGet(thread);
                        assertThat(registry.unregister(name)).isTrue();
                    }
                },
                () -> {
                    TextExposition scrape = Scrape.of(exposition).requireNameOrder();
                    assertThat(scrape.value("stays_total")).isEqualTo(1);
                    scrape.families().stream()
                            .filter(family -> family.name().startsWith("histogram_"))
                            .forEach(family -> assertThat(family.samples()).hasSize(10));
                });

        assertThat(registry.collectors()).containsExactly(stays);
    }

    @Test
    void threadsThatAskForTheSameDefinitionShareTheMetric() throws Exception {
        Together.run(THREADS, thread -> {
            for (int i = 0; i < 500; i++) {
                registry.counter("shared_" + i % 10 + "_total", "Shared.", "k")
                        .labelValues("v")
                        .inc();
            }
        });

        assertThat(Scrape.of(exposition).samples()).hasSize(10).allMatch(sample -> sample.value() == THREADS * 50);
    }

    @Test
    void threadsThatRunOutOfStackWhileTheyMakeSeriesHoldUpNobody() throws Exception {
        Counter visits = Counter.builder("visits_total")
                .help("Visits.")
                .labelNames("node")
                .maxSeries(10_000)
                .build();
        AtomicInteger nodes = new AtomicInteger();
        for (int i = 0; i < 150; i++) {
            Runnable tooDeep =
                    () -> assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> visit(visits, nodes));
            Thread thread = new Thread(null, tooDeep, "too deep", 256 * 1024 + i * 16L);
            thread.setDaemon(true);
            thread.start();
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }

        CompletableFuture.runAsync(() -> visits.labelValues("healthy").inc()).get(30, TimeUnit.SECONDS);

        assertThat(visits.labelValues("healthy").get()).isPositive();
    }

    private static void visit(Counter visits, AtomicInteger nodes) {
        visits.labelValues("node" + nodes.incrementAndGet()).inc();
        visit(visits, nodes);
    }
}
