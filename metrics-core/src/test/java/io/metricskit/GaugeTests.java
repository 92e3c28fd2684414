package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.model.Collector;
import io.metricskit.model.Labels;
import io.metricskit.model.Thresholds;
import io.metricskit.testkit.TextExposition;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GaugeTests {

    private static final Labels VIRTUAL = Labels.of("type", "virtual");

    private final Gauge ram =
            Gauge.builder("memory_usage_bytes").help("Memory usage in bytes.").build();

    @Test
    void theCallsOfTheUserGuideGoUpAndDown() {
        ram.set(VIRTUAL, 100);
        ram.inc(VIRTUAL);
        ram.dec(VIRTUAL);
        ram.add(VIRTUAL, 5);
        ram.sub(VIRTUAL, -5);

        assertThat(ram.get(VIRTUAL)).isEqualTo(110);
    }

    @Test
    void theChildHasTheSameVerbs() {
        Gauge.Child swap = ram.labels("type", "swap");
        swap.set(100.1);
        swap.inc();
        swap.dec();
        swap.add(5);
        swap.sub(105.1);

        assertThat(swap.get()).isEqualTo(ram.get(Labels.of("type", "swap"))).isCloseTo(0, Offset.offset(1e-9));
    }

    @Test
    void theUnlabelledSeriesHasTheSameVerbs() {
        ram.set(3);
        ram.inc();
        ram.add(2);
        ram.dec();
        ram.sub(4);

        assertThat(ram.get()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                -0.0,
                0.0,
                Double.MIN_VALUE,
                -Double.MIN_VALUE,
                Double.MAX_VALUE,
                0.1,
                0x1p53,
                -0x1p53 - 2,
                1e21,
                123456789.123
            })
    void everyDoubleRoundTrips(double value) {
        ram.set(VIRTUAL, value);

        double scraped = Scrape.of(ram).value("memory_usage_bytes", "type", "virtual");
        assertThat(Double.doubleToRawLongBits(ram.get(VIRTUAL))).isEqualTo(Double.doubleToRawLongBits(value));
        assertThat(Double.doubleToLongBits(scraped)).isEqualTo(Double.doubleToLongBits(value));
    }

    @Test
    void aGaugeLeavesNaNWhenItIsSetAgain() {
        ram.set(Double.NaN);
        ram.inc();
        assertThat(ram.get()).isNaN();

        ram.set(2);
        ram.inc();
        assertThat(ram.get()).isEqualTo(3);
    }

    @Test
    void theCurrentTimeIsInSecondsSince1970() {
        double before = System.currentTimeMillis() / 1e3;
        ram.setToCurrentTime();
        ram.setToCurrentTime(VIRTUAL);
        ram.labels("type", "swap").setToCurrentTime();
        double after = System.currentTimeMillis() / 1e3;

        assertThat(ram.get()).isBetween(before, after);
        assertThat(ram.get(VIRTUAL)).isBetween(before, after);
        assertThat(ram.get(Labels.of("type", "swap"))).isBetween(before, after);
    }

    @Test
    void aSeriesThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> ram.get(VIRTUAL))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContainingAll("memory_usage_bytes", "type", "virtual");
    }

    @Test
    void aCallbackIsAskedAtEachScrape() {
        AtomicInteger size = new AtomicInteger(3);
        Registry registry = new Registry();
        Collector queue = Gauge.builder("queue_size")
                .help("Orders that wait.")
                .callback(size::get)
                .register(registry);

        assertThat(Scrape.of(registry).value("queue_size")).isEqualTo(3);
        size.set(-4);
        assertThat(Scrape.of(registry).value("queue_size")).isEqualTo(-4);
        assertThat(registry.get("queue_size")).isSameAs(queue).isNotInstanceOf(Gauge.class);
    }

    @Test
    void aCallbackIsPrintedWithItsTypeAndName() {
        assertThat(Gauge.builder("queue_size").help("Q.").callback(() -> 1).build())
                .hasToString("gauge 'queue_size' with a callback");
    }

    @Test
    void aCallbackMayWriteManySeriesAndGetsTheConstantLabels() {
        Collector pools = Gauge.builder("pool_size")
                .help("Connections.")
                .constLabels(Labels.of("host", "h"))
                .collect(sink -> {
                    sink.sample(Labels.of("pool", "a"), 3);
                    sink.sample(Labels.of("pool", "b"), 5);
                    sink.sample(7);
                })
                .build();

        TextExposition scrape = Scrape.of(pools);
        assertThat(scrape.value("pool_size", "host", "h", "pool", "a")).isEqualTo(3);
        assertThat(scrape.value("pool_size", "host", "h", "pool", "b")).isEqualTo(5);
        assertThat(scrape.value("pool_size", "host", "h")).isEqualTo(7);
    }

    @Test
    void aCallbackWithConstantLabelsKeepsItsTimestamps() {
        Collector pools = Gauge.builder("pool_size")
                .help("Connections.")
                .constLabels(Labels.of("host", "h"))
                .collect(sink -> sink.sample(Labels.of("pool", "a"), 3, 1500))
                .build();

        assertThat(Scrape.of(pools).sample("pool_size", "host", "h", "pool", "a"))
                .satisfies(sample -> assertThat(sample.value()).isEqualTo(3))
                .satisfies(sample -> assertThat(sample.timestamp()).hasValue(1500));
    }

    @Test
    void aCallbackWithConstantLabelsThatWritesSamplesOfAnotherTypeFailsAsWithoutThem() {
        Registry registry = new Registry();
        Gauge.Builder builder = Gauge.builder("summarized").help("S.").constLabels(Labels.of("host", "h"));
        builder.collect(sink -> sink.summary(Labels.empty(), Thresholds.quantiles(), new double[0], 1, 1))
                .register(registry);
        builder = Gauge.builder("bucketed").help("B.").constLabels(Labels.of("host", "h"));
        builder.collect(sink -> sink.histogram(Labels.empty(), Thresholds.upperBounds(1), new long[] {1, 1}, 1))
                .register(registry);

        try (LoggedLines log = new LoggedLines()) {
            Scrape.of(registry);

            assertThat(log.warnings())
                    .satisfiesExactly(
                            line -> assertThat(line).contains("gauge 'bucketed'", "but got a histogram"),
                            line -> assertThat(line).contains("gauge 'summarized'", "but got a summary"));
        }
    }

    @Test
    void anOverflowSeriesShowsWhatWasSetAndAdded() {
        Gauge bounded = Gauge.builder("bounded").help("Bounded.").maxSeries(1).build();
        try (LoggedLines log = new LoggedLines()) {
            bounded.set(Labels.of("k", "a"), 1);
            bounded.set(Labels.of("k", "b"), 5);
            bounded.add(Labels.of("k", "c"), 2);

            assertThat(log.warnings()).hasSize(1);
        }

        assertThat(Scrape.of(bounded).value("bounded", "k", "__overflow__")).isEqualTo(7);
    }

    @Test
    void anOverflowSeriesCountsSetsAndIncrements() {
        Gauge bounded = Gauge.builder("bounded").help("Bounded.").maxSeries(1).build();
        try (LoggedLines log = new LoggedLines()) {
            bounded.set(Labels.of("k", "a"), 1);
            Labels over = Labels.of("k", "b");
            bounded.set(over, 1);
            bounded.inc(over);
            bounded.dec(over);
            bounded.add(over, 2);
            bounded.sub(over, 2);
            bounded.setToCurrentTime(over);

            assertThat(log.warnings()).hasSize(1);
        }
        assertThat(Scrape.of(bounded).value("metrics_overflow_total", "metric", "bounded"))
                .isEqualTo(6);
    }
}
