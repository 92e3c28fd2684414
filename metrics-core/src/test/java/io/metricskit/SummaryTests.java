package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.model.Labels;
import io.metricskit.testkit.Sample;
import io.metricskit.testkit.TextExposition;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SummaryTests {

    private static final Labels STATIC = Labels.of("path", "/static");
    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final long SLICE = MAX_AGE.toNanos() / 5;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 7);
    private final Summary access = builder().build();

    private Summary.Builder builder() {
        return Summary.builder("http_access_seconds")
                .help("HTTP access time.")
                .maxAge(MAX_AGE)
                .clock(now::get);
    }

    /** Returns the definition of a summary by whose clock each reading takes more time than there is within a burst. */
    private Summary.Builder withoutBursts() {
        return builder().clock(() -> now.addAndGet(SLICE / 10_000_000));
    }

    /** Returns the definition of a summary by whose clock something happens after a reading, once. */
    private Summary.Builder withPauses(AtomicReference<Runnable> afterReading) {
        return builder().clock(() -> {
            long read = now.get();
            afterReading.getAndSet(() -> {}).run();
            return read;
        });
    }

    @Test
    void theCallsOfTheUserGuideCount() {
        access.observe(STATIC, 3.142);

        Summary.Value value = access.get(STATIC);
        assertThat(value.count()).isEqualTo(1);
        assertThat(value.sum()).isEqualTo(3.142);
        assertThat(value.quantile(0.5)).isEqualTo(3.142);
    }

    @Test
    void withoutOtherQuantilesItHasThoseOfTheOriginal() {
        for (int i = 1; i <= 1000; i++) {
            access.observe(STATIC, i);
        }

        TextExposition scrape = Scrape.of(access);
        assertThat(scrape.samples("http_access_seconds").stream()
                        .map(sample -> sample.label("quantile").orElseThrow()))
                .containsExactly("0.5", "0.9", "0.99");
        assertThat(access.get(STATIC).quantile(0.5)).isBetween(450.0, 551.0);
        assertThat(access.get(STATIC).quantile(0.9)).isBetween(890.0, 911.0);
        assertThat(access.get(STATIC).quantile(0.99)).isBetween(989.0, 992.0);
        assertThat(scrape.value("http_access_seconds_count", "path", "/static")).isEqualTo(1000);
        assertThat(scrape.value("http_access_seconds_sum", "path", "/static")).isEqualTo(500_500);
    }

    @Test
    void theQuantilesThatItDoesNotKeepAreRefused() {
        assertThatThrownBy(() -> access.get().quantile(0.95))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("0.95", "[0.5, 0.9, 0.99]");
    }

    @Test
    void quantilesAreShownInAscendingOrder() {
        Summary unordered = builder()
                .quantiles(Quantile.of(0.99), Quantile.of(0.01), Quantile.of(0.5))
                .build();
        unordered.observe(1);

        assertThat(Scrape.of(unordered).samples("http_access_seconds").stream().map(Sample::toString))
                .containsExactly(
                        "http_access_seconds{quantile=\"0.01\"} 1",
                        "http_access_seconds{quantile=\"0.5\"} 1",
                        "http_access_seconds{quantile=\"0.99\"} 1");
    }

    @Test
    void aQuantileThatIsGivenTwiceIsRefused() {
        Summary.Builder builder = builder();

        assertThatThrownBy(() -> builder.quantiles(Quantile.of(0.5, 0.1), Quantile.of(0.9), Quantile.of(0.5, 0.2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("http_access_seconds", "0.5", "twice");
    }

    @Test
    void withoutQuantilesThereAreCountAndSumAlone() {
        Summary plain = builder().quantiles().build();
        plain.observe(2);
        plain.observe(3);

        assertThat(Scrape.of(plain).samples().stream().map(Sample::toString))
                .containsExactly("http_access_seconds_sum 5", "http_access_seconds_count 2");
        assertThatThrownBy(() -> plain.get().quantile(0.5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void quantilesAreNaNBeforeTheFirstObservation() {
        assertThat(access.get().quantile(0.5)).isNaN();
        assertThat(access.get().count()).isZero();
        assertThat(access.get().sum()).isZero();
        assertThat(Scrape.of(access).value("http_access_seconds", "quantile", "0.99"))
                .isNaN();
    }

    @Test
    void observationsLeaveTheQuantilesAfterTheMaximumAgeAndStayInCountAndSum() {
        access.observe(7);
        now.addAndGet(5 * SLICE - 1);
        assertThat(access.get().quantile(0.5)).isEqualTo(7);

        now.addAndGet(1);
        assertThat(access.get().quantile(0.5)).isNaN();
        assertThat(access.get().count()).isEqualTo(1);
        assertThat(access.get().sum()).isEqualTo(7);
    }

    @Test
    void theWindowSlidesOnInFifths() {
        for (int slice = 0; slice < 5; slice++) {
            access.observe(slice);
            now.addAndGet(SLICE);
        }

        // Each observation leaves five slices after its own began.
        double[] medians = new double[5];
        for (int i = 0; i < medians.length; i++) {
            medians[i] = access.get().quantile(0.5);
            now.addAndGet(SLICE);
        }
        assertThat(medians).containsExactly(2, 3, 3, 4, Double.NaN);
    }

    @Test
    void whatWasObservedButNeverScrapedLeavesInTimeToo() {
        Summary access = withoutBursts().build();
        for (int i = 0; i < 1000; i++) {
            access.observe(1);
        }
        now.addAndGet(4 * SLICE);
        access.observe(2);

        now.addAndGet(SLICE);
        assertThat(access.get().quantile(0.5)).isEqualTo(2);
        assertThat(access.get().quantile(0.99)).isEqualTo(2);
        assertThat(access.get().count()).isEqualTo(1001);
    }

    @Test
    void anIdleSummaryWakesUpAfterALongTime() {
        access.observe(1);
        now.addAndGet(1_000_000 * SLICE);
        assertThat(access.get().quantile(0.5)).isNaN();

        access.observe(2);
        assertThat(access.get().quantile(0.5)).isEqualTo(2);
        assertThat(access.get().count()).isEqualTo(2);
    }

    @Test
    void theEndOfABurstThatNobodyScrapedCountsFromTheNextReadingOfTheClock() {
        for (int i = 0; i < 1000; i++) {
            access.observe(i);
        }
        now.addAndGet(5 * SLICE);

        assertThat(access.get().quantile(0.5)).isBetween(985.0, 999.0);
        assertThat(access.get().count()).isEqualTo(1000);
        now.addAndGet(5 * SLICE);
        assertThat(access.get().quantile(0.5)).isNaN();
    }

    @Test
    void aBurstThatWasScrapedLeavesInTime() {
        for (int i = 0; i < 1000; i++) {
            access.observe(i);
        }
        access.get();

        now.addAndGet(5 * SLICE);
        assertThat(access.get().quantile(0.5)).isNaN();
    }

    /** A scrape reads the clock for many series at once, and its client may take seconds from one to the next. */
    @Test
    void theEndOfABurstDuringASlowScrapeDoesNotLeaveTooEarly() {
        AtomicReference<Runnable> afterReading = new AtomicReference<>(() -> {});
        Summary slowlyScraped = withPauses(afterReading).build();
        Summary.Child burst = slowlyScraped.labels("path", "/");
        for (int i = 0; i < 5; i++) {
            burst.observe(1);
        }
        afterReading.set(() -> {
            now.addAndGet(SLICE);
            burst.observe(2);
        });
        Scrape.of(slowlyScraped);

        now.addAndGet(4 * SLICE);
        assertThat(burst.get().quantile(0.99)).isEqualTo(2);
    }

    /** As where the thread that has timed something is stopped before it comes to the series. */
    @Test
    void theEndOfABurstDoesNotLeaveTooEarlyBecauseOfAnOlderReadingOfTheClock() {
        AtomicReference<Runnable> afterReading = new AtomicReference<>(() -> {});
        Summary burst = withPauses(afterReading).build();
        for (int i = 0; i < 5; i++) {
            burst.observe(1);
        }
        afterReading.set(() -> {
            now.addAndGet(SLICE);
            burst.observe(2);
        });
        burst.observeSince(now.get());

        now.addAndGet(4 * SLICE);
        assertThat(burst.get().quantile(0.99)).isEqualTo(2);
    }

    @Test
    void whatIsObservedLongAfterABurstIsNotTakenForAPartOfIt() {
        for (int i = 0; i < 1000; i++) {
            access.observe(1);
        }
        now.addAndGet(5 * SLICE);
        access.observe(2);

        assertThat(access.get().quantile(0.99)).isEqualTo(2);
        assertThat(access.get().count()).isEqualTo(1001);
    }

    /** As where another thread reads the clock, and comes to the series later than the one that read it after it. */
    @Test
    void aReadingOfTheClockBeforeTheLastOneTellsOfNoBurst() {
        access.observe(1);
        now.addAndGet(-1);
        access.observe(2);
        now.addAndGet(SLICE);
        access.observe(3);

        now.addAndGet(5 * SLICE);
        assertThat(access.get().quantile(0.5)).isNaN();
    }

    @Test
    void aBurstOfAnyLengthKeepsAllItsObservations() {
        for (int length = 1; length <= 400; length++) {
            Summary burst = builder().quantiles(Quantile.of(0.5, 0.001)).build();
            for (int i = 0; i < length; i++) {
                burst.observe(i);
            }
            now.addAndGet(SLICE);
            assertThat(burst.get().quantile(0.5)).as("median of %s", length).isEqualTo((length - 1) / 2);
            assertThat(burst.get().count()).isEqualTo(length);
        }
    }

    @Test
    void observationsOfManyThreadsLeaveTogether() throws Exception {
        Summary access = withoutBursts().build();
        Together.run(4, thread -> {
            for (int i = 0; i < 50_000; i++) {
                access.observe(1);
            }
        });

        now.addAndGet(5 * SLICE);
        assertThat(access.get().quantile(0.5)).isNaN();
        assertThat(access.get().count()).isEqualTo(200_000);
        assertThat(access.get().sum()).isEqualTo(200_000);
    }

    @Test
    void whatOtherThreadsObservedLeavesInTimeHoweverLateItIsMerged() throws Exception {
        for (int round = 0; round < 30; round++) {
            Summary contended =
                    withoutBursts().quantiles(Quantile.of(0.01, 0.001)).build();
            Together.run(4, thread -> {
                for (int i = 0; i < 20_001; i++) {
                    contended.observe(1);
                }
            });
            now.addAndGet(3 * SLICE);
            // All by one thread: threads that contended may have left a batch elsewhere.
            for (int i = 0; i < 200; i++) {
                contended.observe(2);
            }
            contended.get();

            now.addAndGet(2 * SLICE);
            assertThat(contended.get().quantile(0.01)).isEqualTo(2);
        }
    }

    @Test
    void nanIsLeftOutAndCountedApart() {
        access.observe(STATIC, 1);
        access.observe(STATIC, Double.NaN);

        assertThat(access.get(STATIC).count()).isEqualTo(1);
        assertThat(access.get(STATIC).sum()).isEqualTo(1);
        assertThat(access.get(STATIC).quantile(0.99)).isEqualTo(1);
        assertThat(Scrape.of(access).value("metrics_dropped_observations_total", "metric", "http_access_seconds"))
                .isEqualTo(1);
    }

    @Test
    void negativeAndInfiniteObservationsHaveTheirRanks() {
        Summary extremes =
                builder().quantiles(Quantile.of(0.1), Quantile.of(0.9)).build();
        extremes.observe(Double.NEGATIVE_INFINITY);
        extremes.observe(-1);
        extremes.observe(1e308);
        extremes.observe(1e308);
        extremes.observe(Double.POSITIVE_INFINITY);

        assertThat(extremes.get().quantile(0.1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(extremes.get().quantile(0.9)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(extremes.get().count()).isEqualTo(5);
        Scrape.of(extremes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "P367D"})
    void aMaximumAgeOutOfRangeIsRefused(Duration maxAge) {
        Summary.Builder builder = builder();

        assertThatThrownBy(() -> builder.maxAge(maxAge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("http_access_seconds", maxAge.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.000000001S", "P366D"})
    void theShortestAndTheLongestMaximumAgeWork(Duration maxAge) {
        Summary extreme = builder().maxAge(maxAge).build();
        extreme.observe(7);

        assertThat(extreme.get().quantile(0.5)).isEqualTo(7);
    }

    @Test
    void aSeriesThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> access.get(STATIC))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContainingAll("http_access_seconds", "path", "/static");
    }

    @Test
    void itsOwnSampleLabelIsRefused() {
        assertThatThrownBy(() -> access.labels("quantile", "0.5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("http_access_seconds", "quantile");
    }

    @Test
    void aSeriesThatIsMadeAgainStartsAnew() {
        access.observe(STATIC, 1);
        Summary.Child removed = access.labels(STATIC);
        access.remove(STATIC);
        removed.observe(5);
        access.observe(STATIC, 2);

        assertThat(access.get(STATIC).count()).isEqualTo(1);
        assertThat(access.get(STATIC).quantile(0.5)).isEqualTo(2);
    }
}
