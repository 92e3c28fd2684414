package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.model.Collector;
import io.metricskit.model.Labels;
import java.util.NoSuchElementException;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CounterTests {

    private static final Labels PNG = Labels.of("type", "png");

    private final Counter uploads =
            Counter.builder("file_uploads_total").help("File total uploads.").build();

    @Test
    void theCallsOfTheUserGuideCount() {
        uploads.inc(PNG);
        uploads.add(PNG, 5);
        uploads.labels("type", "png").inc();
        uploads.labels("type", "gif").add(2.5);

        assertThat(uploads.get(PNG)).isEqualTo(7);
        assertThat(uploads.get(Labels.of("type", "gif"))).isEqualTo(2.5);
        assertThat(uploads.labels(PNG).get()).isEqualTo(7);
    }

    @Test
    void withoutLabelsItStartsAtZero() {
        assertThat(uploads.get()).isZero();

        uploads.inc();
        uploads.add(2.5);

        assertThat(uploads.get()).isEqualTo(3.5);
    }

    @Test
    void aSeriesThatDoesNotExistIsNamedAndNotMade() {
        assertThatThrownBy(() -> uploads.get(PNG))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContainingAll("file_uploads_total", "type", "png");
        assertThat(Scrape.of(uploads).has("file_uploads_total", "type", "png")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {-1, -Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1e300})
    void whatWouldPoisonATotalIsRefusedAndChangesNothing(double amount) {
        uploads.add(PNG, 3.5);

        assertThatThrownBy(() -> uploads.add(PNG, amount))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("file_uploads_total", "type", "png", "0 or more", String.valueOf(amount));
        assertThatThrownBy(() -> uploads.add(amount)).isInstanceOf(IllegalArgumentException.class);
        assertThat(uploads.get(PNG)).isEqualTo(3.5);
    }

    @Test
    void aRefusedAmountMakesNoSeries() {
        assertThatThrownBy(() -> uploads.add(PNG, -1)).isInstanceOf(IllegalArgumentException.class);

        assertThat(Scrape.of(uploads).has("file_uploads_total", "type", "png")).isFalse();
        assertThat(uploads.get()).isZero();

        uploads.inc(PNG);
        assertThatThrownBy(() -> uploads.add(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> uploads.addWithExemplar(-1, Labels.of("trace_id", "a")))
                .isInstanceOf(IllegalArgumentException.class);

        assertThatThrownBy(uploads::get).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void aRefusalAtTheOverflowSeriesIsNoRecording() {
        Counter bounded =
                Counter.builder("events_total").help("Events.").maxSeries(1).build();
        try (LoggedLines log = new LoggedLines()) {
            bounded.inc(Labels.of("k", "a"));
            Counter.Child overflow = bounded.labels("k", "b");
            assertThatThrownBy(() -> overflow.add(-1)).isInstanceOf(IllegalArgumentException.class);

            assertThat(log.warnings()).hasSize(1);
        }
        assertThat(Scrape.of(bounded).hasFamily("metrics_overflow_total")).isFalse();
    }

    @Test
    void negativeZeroIsAnAmountOfZero() {
        uploads.add(-0.0);

        assertThat(Scrape.of(uploads).sample("file_uploads_total").rawValue()).isEqualTo("0");
    }

    @Test
    void wholeTotalsAreExactBeyondTheIntegersOfADouble() {
        uploads.add(0x1p53);
        uploads.inc();

        assertThat(Scrape.of(uploads).sample("file_uploads_total").rawValue()).isEqualTo("9007199254740993");
        assertThat(uploads.get()).isEqualTo(0x1p53);
    }

    @Test
    void wholeAmountsAreExactBeyondTheIntegersOfADouble() {
        uploads.add(0x1p54);
        uploads.inc();
        uploads.inc();
        uploads.inc();

        assertThat(Scrape.of(uploads).sample("file_uploads_total").rawValue()).isEqualTo("18014398509481987");
    }

    @Test
    void theLargestWholeAmountsAddUpToTwoToTheSixtySecond() {
        for (int i = 0; i < 511; i++) {
            uploads.add(0x1p53);
        }

        assertThat(Scrape.of(uploads).sample("file_uploads_total").rawValue())
                .isEqualTo(Long.toString(511L << 53))
                .isEqualTo("4602678819172646912");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p52, 0x1p53, 0x1p62, 0x1p63, 0x1.fffffffffffffp62, 1e300})
    void totalsPastTheRangeOfALongNeverFallAndAreNeverNegative(double amount) {
        double last = 0;
        for (int i = 0; i < 3_000; i++) {
            uploads.add(amount);
            uploads.inc();
            double total = uploads.get();
            assertThat(total).isGreaterThanOrEqualTo(last).isPositive();
            last = total;
        }

        assertThat(last).isCloseTo(3_000 * amount, Percentage.withPercentage(1e-9));
        assertThat(Scrape.of(uploads).value("file_uploads_total")).isEqualTo(last);
    }

    @Test
    void amountsThatOnlyTogetherPassTheRangeOfALongAddUp() {
        uploads.add(0x1.8p61);
        uploads.add(0x1.8p61);
        uploads.add(0x1.8p61);

        assertThat(uploads.get()).isEqualTo(3 * 0x1.8p61);
    }

    @Test
    void aTotalThatOutgrowsTheDoublesStaysInfinite() {
        uploads.add(Double.MAX_VALUE);
        uploads.add(Double.MAX_VALUE);
        uploads.inc();

        assertThat(uploads.get()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void fractionsAndWholeAmountsAddUp() {
        uploads.add(0.25);
        uploads.inc();
        uploads.add(1 << 20);
        uploads.add((1 << 20) + 1);
        uploads.add(0.5);

        assertThat(uploads.get()).isEqualTo((2 << 20) + 2.75);
    }

    @Test
    void aTotalIsTheSumOfItsAmountsWhateverTheirOrder() {
        Random random = new Random(1);
        double expected = 0;
        double last = 0;
        for (int i = 0; i < 20_000; i++) {
            double amount = random.nextInt(1 << 24) / 256.0; // exact in any order of summation
            expected += amount;
            uploads.add(amount);
            assertThat(uploads.get()).isGreaterThanOrEqualTo(last);
            last = uploads.get();
        }

        assertThat(last).isEqualTo(expected);
    }

    @Test
    void aChildOfARemovedSeriesGoesOnHarmlessly() {
        Counter.Child removed = uploads.labels("type", "png");
        removed.add(7);
        assertThat(uploads.remove(PNG)).isTrue();
        assertThat(uploads.remove(PNG)).isFalse();

        removed.inc();
        uploads.inc(PNG);

        assertThat(uploads.get(PNG)).isEqualTo(1);
        assertThat(Scrape.of(uploads).value("file_uploads_total", "type", "png"))
                .isEqualTo(1);
    }

    @Test
    void aCallbackMirrorsATotalThatSomethingElseKeeps() {
        Collector mirrored = Counter.builder("mirrored_total")
                .help("Mirrored.")
                .constLabels(Labels.of("host", "a"))
                .callback(() -> 42.5)
                .build();

        assertThat(Scrape.of(mirrored).value("mirrored_total", "host", "a")).isEqualTo(42.5);
        assertThat(mirrored).isNotInstanceOf(Counter.class);
    }

    @Test
    void aCallbackThatNamesNoRegistryIsInTheDefaultOne() {
        String name = "counter_tests_mirrored_total";
        Collector mirrored =
                Counter.builder(name).help("Mirrored.").callback(() -> 42.5).register();
        try {
            assertThat(Registry.defaultRegistry().get(name)).isSameAs(mirrored);
        } finally {
            Registry.defaultRegistry().unregister(name);
        }
    }
}
