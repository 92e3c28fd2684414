package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.exposition.Exposition;
import io.metricskit.model.Labels;
import io.metricskit.testkit.TextExposition;
import org.junit.jupiter.api.Test;

/** Recordings of many threads to one series, while others read it. */
final class RecordingStressTests {

    private static final int WRITERS = 8;
    private static final int RECORDINGS = 50_000;
    private static final double TOTAL = (double) WRITERS * RECORDINGS;

    private final Registry registry = new Registry();
    private final Exposition exposition = Exposition.of(registry);

    /** A reader of a number that must never fall. */
    private static final class Watcher {
        private double last;

        void see(double value) {
            assertThat(value).isGreaterThanOrEqualTo(last);
            last = value;
        }
    }

    @Test
    void incrementsOfACounterAreExactAndItNeverFallsForAnyWatcher() throws Exception {
        Counter counter = Counter.builder("c_total").help("C.").register(registry);
        Watcher scraper = new Watcher();

        Together.runWhile(
                WRITERS + 2,
                thread -> {
                    Watcher watcher = new Watcher();
                    for (int i = 0; i < RECORDINGS; i++) {
                        if (thread < WRITERS) {
                            counter.inc();
                        } else {
                            watcher.see(counter.get());
                        }
                    }
                },
                () -> scraper.see(Scrape.of(exposition).value("c_total")));

        assertThat(counter.get()).isEqualTo(TOTAL);
    }

    @Test
    void fractionsAddedToACounterAreExactAndItNeverFalls() throws Exception {
        Counter.Child counter =
                Counter.builder("c_total").help("C.").register(registry).labels("k", "v");
        Watcher scraper = new Watcher();

        Together.runWhile(
                WRITERS,
                thread -> {
                    for (int i = 0; i < RECORDINGS; i++) {
                        counter.add(0.25);
                    }
                },
                () -> scraper.see(Scrape.of(exposition).value("c_total", "k", "v")));

        assertThat(counter.get()).isEqualTo(0.25 * TOTAL);
    }

    @Test
    void amountsOfEveryKindAreExactAndTheCounterNeverFalls() throws Exception {
        double[] amounts = {1, 0.5, 3, 1 << 20, (1 << 20) + 1, 0, 1L << 33};
        double sum = 0;
        for (double amount : amounts) {
            sum += amount;
        }
        Counter counter = Counter.builder("c_total").help("C.").register(registry);
        Watcher scraper = new Watcher();

        Together.runWhile(
                WRITERS,
                thread -> {
                    for (int i = 0; i < RECORDINGS / 10; i++) {
                        for (double amount : amounts) {
                            counter.add(amount);
                        }
                    }
                },
                () -> scraper.see(Scrape.of(exposition).value("c_total")));

        assertThat(counter.get()).isEqualTo(sum * TOTAL / 10);
    }

    @Test
    void totalsNearTheBoundOfTheWholePathNeverFallOrTurnNegative() throws Exception {
        Counter counter = Counter.builder("c_total").help("C.").register(registry);
        Watcher scraper = new Watcher();

        Together.runWhile(
                4,
                thread -> {
                    for (int i = 0; i < 400; i++) {
                        counter.add(0x1p53);
                        counter.inc();
                    }
                },
                () -> scraper.see(Scrape.of(exposition).value("c_total")));

        assertThat(counter.get()).isEqualTo(1600 * 0x1p53 + 1600);
    }

    @Test
    void whatGoesUpInAGaugeComesDown() throws Exception {
        Gauge gauge = Gauge.builder("g").help("G.").register(registry);

        Together.run(WRITERS, thread -> {
            for (int i = 0; i < RECORDINGS; i++) {
                gauge.inc();
                gauge.add(thread);
                gauge.sub(thread);
                gauge.dec();
            }
        });

        assertThat(gauge.get()).isZero();
    }

    @Test
    void bucketsCountAndSumOfAHistogramBelongToTheSameObservations() throws Exception {
        Histogram.Child histogram = Histogram.builder("h")
                .help("H.")
                .buckets(0.5, 1, 2)
                .register(registry)
                .labels("k", "v");
        Watcher scraper = new Watcher();

        Together.runWhile(
                WRITERS + 1,
                thread -> {
                    Watcher watcher = new Watcher();
                    for (int i = 0; i < RECORDINGS; i++) {
                        if (thread < WRITERS) {
                            histogram.observe(1);
                        } else {
                            Histogram.Value value = histogram.get();
                            watcher.see(value.count());
                            assertThat(value.sum()).isEqualTo(value.count());
                        }
                    }
                },
                () -> {
                    TextExposition scrape = Scrape.of(exposition);
                    double count = scrape.value("h_count", "k", "v");
                    scraper.see(count);
                    assertThat(scrape.value("h_sum", "k", "v")).isEqualTo(count);
                    assertThat(scrape.value("h_bucket", "k", "v", "le", "0.5")).isZero();
                    assertThat(scrape.value("h_bucket", "k", "v", "le", "1.0")).isEqualTo(count);
                    assertThat(scrape.value("h_bucket", "k", "v", "le", "+Inf")).isEqualTo(count);
                });

        assertThat(histogram.get().count()).isEqualTo((long) TOTAL);
        assertThat(histogram.get().sum()).isEqualTo(TOTAL);
    }

    @Test
    void countAndSumOfASummaryAreExactAndItsQuantilesOrdered() throws Exception {
        Summary summary = Summary.builder("s").help("S.").register(registry);
        Watcher scraper = new Watcher();

        Together.runWhile(
                WRITERS,
                thread -> {
                    for (int i = 0; i < RECORDINGS; i++) {
                        summary.observe(1 + (i * 7919 + thread) % 1000);
                    }
                },
                () -> {
                    TextExposition scrape = Scrape.of(exposition); // checks that quantiles do not fall
                    scraper.see(scrape.value("s_count"));
                });

        double sum = 0;
        for (int thread = 0; thread < WRITERS; thread++) {
            for (int i = 0; i < RECORDINGS; i++) {
                sum += 1 + (i * 7919 + thread) % 1000;
            }
        }
        assertThat(summary.get().count()).isEqualTo((long) TOTAL);
        assertThat(summary.get().sum()).isEqualTo(sum);
        assertThat(summary.get().quantile(0.5)).isBetween(400.0, 600.0);
    }

    @Test
    void aSummaryOfOneValueShowsItsSumAsItsCountInEveryScrape() throws Exception {
        Summary.Child summary =
                Summary.builder("s").help("S.").register(registry).labels(Labels.of("k", "v"));

        Together.runWhile(
                WRITERS,
                thread -> {
                    for (int i = 0; i < RECORDINGS; i++) {
                        summary.observe(1);
                    }
                },
                () -> {
                    TextExposition scrape = Scrape.of(exposition);
                    assertThat(scrape.value("s_sum", "k", "v")).isEqualTo(scrape.value("s_count", "k", "v"));
                });

        assertThat(summary.get().sum()).isEqualTo(TOTAL);
    }
}
