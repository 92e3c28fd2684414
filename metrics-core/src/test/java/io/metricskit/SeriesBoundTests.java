package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.model.Labels;
import io.metricskit.testkit.Sample;
import io.metricskit.testkit.TextExposition;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The bound on the series of a metric, and the series in which everything over it lands. */
final class SeriesBoundTests {

    private static final String OVERFLOW = "__overflow__";

    @AutoClose
    private final LoggedLines log = new LoggedLines();

    private final Counter counter =
            Counter.builder("events_total").help("Events.").maxSeries(3).build();

    private static Labels k(String value) {
        return Labels.of("k", value);
    }

    private static void fill(Counter counter) {
        counter.inc(k("a"));
        counter.inc(k("b"));
        counter.inc(k("c"));
    }

    private List<String> lines() {
        return Scrape.of(counter).samples("events_total").stream()
                .map(Sample::toString)
                .toList();
    }

    private double overflows() {
        TextExposition scrape = Scrape.of(counter);
        return scrape.hasFamily("metrics_overflow_total")
                ? scrape.value("metrics_overflow_total", "metric", "events_total")
                : 0;
    }

    @Test
    void exactlySoManySeriesMakeNoOverflow() {
        fill(counter);
        fill(counter);

        assertThat(lines())
                .containsExactly("events_total{k=\"a\"} 2", "events_total{k=\"b\"} 2", "events_total{k=\"c\"} 2");
        assertThat(overflows()).isZero();
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void whatIsOverTheBoundIsCountedTogether() {
        fill(counter);
        counter.inc(k("d"));
        counter.add(k("e"), 10);
        counter.add(k("a"), 5);

        assertThat(lines())
                .containsExactly(
                        "events_total{k=\"a\"} 6",
                        "events_total{k=\"b\"} 1",
                        "events_total{k=\"c\"} 1",
                        "events_total{k=\"__overflow__\"} 11");
        assertThat(overflows()).isEqualTo(2);
    }

    @Test
    void theOverflowSeriesIsTheChildOfEverySetOverTheBound() {
        fill(counter);
        Counter.Child over = counter.labels("k", "d");

        assertThat(counter.labels("k", "e")).isSameAs(over);
        assertThat(counter.labels("x", "1", "y", "2")).isSameAs(over);
        assertThat(counter.labels("k", OVERFLOW)).isSameAs(over);
        assertThat(counter.labels(Labels.empty())).isSameAs(over);
        assertThat(over.labels()).isEqualTo(k(OVERFLOW));
    }

    @Test
    void itsKeysAreThoseOfTheFirstSetThatWentOver() {
        fill(counter);
        counter.inc(Labels.of("path", "/", "method", "GET"));
        counter.inc(k("d"));

        assertThat(lines()).contains("events_total{method=\"__overflow__\",path=\"__overflow__\"} 2");
    }

    @Test
    void declaredNamesAndConstantLabelsAreItsKeysToo() {
        Counter declared = Counter.builder("declared_total")
                .help("Declared.")
                .constLabels(Labels.of("host", "h"))
                .labelNames("b", "a")
                .maxSeries(1)
                .build();
        declared.labelValues("1", "2").inc();
        declared.labelValues("3", "").inc();

        assertThat(Scrape.of(declared).samples("declared_total").stream().map(Sample::toString))
                .containsExactly(
                        "declared_total{host=\"h\",b=\"1\",a=\"2\"} 1",
                        "declared_total{host=\"h\",b=\"__overflow__\",a=\"__overflow__\"} 1");
    }

    @Test
    void theUnlabelledSeriesOverTheBoundHasTheKeysOfAnother() {
        fill(counter);
        counter.inc();

        assertThat(lines()).contains("events_total{k=\"__overflow__\"} 1");
        assertThat(overflows()).isEqualTo(1);
    }

    @Test
    void theUnlabelledSeriesOverTheBoundHasTheKeysOfAnotherBesideConstantLabels() {
        Counter constant = Counter.builder("constant_total")
                .help("Constant.")
                .constLabels(Labels.of("host", "h"))
                .maxSeries(2)
                .build();
        constant.inc();
        constant.inc(k("a"));
        constant.remove(Labels.empty());
        constant.inc(k("b"));
        constant.inc();

        assertThat(Scrape.of(constant).samples("constant_total").stream().map(Sample::toString))
                .containsExactlyInAnyOrder(
                        "constant_total{host=\"h\",k=\"a\"} 1",
                        "constant_total{host=\"h\",k=\"b\"} 1",
                        "constant_total{host=\"h\",k=\"__overflow__\"} 1");
    }

    @Test
    void theUntouchedUnlabelledZeroDoesNotCountAndTheUsedOneDoes() {
        counter.inc();
        fill(counter);

        assertThat(lines())
                .containsExactly(
                        "events_total 1",
                        "events_total{k=\"a\"} 1",
                        "events_total{k=\"b\"} 1",
                        "events_total{k=\"__overflow__\"} 1");
    }

    @Test
    void overflowIsALabelValueThatAUserMayGive() {
        counter.inc(k(OVERFLOW));
        fill(counter);

        assertThat(lines()).hasSize(4);
        assertThat(counter.get(k(OVERFLOW))).isEqualTo(1);
        counter.inc(k("d"));
        assertThat(counter.get(k(OVERFLOW))).isEqualTo(2);
        assertThat(lines()).hasSize(4);
    }

    @Test
    void overflowIsALabelValueThatAUserMayGiveBesideConstantLabels() {
        Counter constant = Counter.builder("constant_total")
                .help("Constant.")
                .constLabels(Labels.of("host", "h"))
                .maxSeries(1)
                .build();
        constant.inc(k(OVERFLOW));
        constant.inc(k("a"));
        constant.inc(k("b"));

        assertThat(Scrape.of(constant).samples("constant_total").stream().map(Sample::toString))
                .containsExactly(
                        "constant_total{host=\"h\",k=\"__overflow__\"} 2", "constant_total{host=\"h\",k=\"a\"} 1");
    }

    @Test
    void overflowInOneOfTwoLabelsIsAValueAsAnyOther() {
        counter.inc(Labels.of("k", OVERFLOW, "j", "1"));

        assertThat(lines()).containsExactly("events_total{j=\"1\",k=\"__overflow__\"} 1");
        assertThat(overflows()).isZero();
    }

    @Test
    void removingASeriesMakesRoomForAnother() {
        fill(counter);
        counter.inc(k("d"));
        counter.remove(k("b"));
        counter.inc(k("e"));
        counter.inc(k("b"));

        assertThat(lines())
                .containsExactlyInAnyOrder(
                        "events_total{k=\"a\"} 1",
                        "events_total{k=\"c\"} 1",
                        "events_total{k=\"e\"} 1",
                        "events_total{k=\"__overflow__\"} 2");
    }

    @Test
    void theCountOfOverflowsOutlivesTheOverflowSeries() {
        fill(counter);
        counter.inc(k("d"));
        assertThat(counter.remove(k(OVERFLOW))).isTrue();
        assertThat(overflows()).isEqualTo(1);

        counter.inc(k("d"));
        assertThat(counter.get(k(OVERFLOW))).isEqualTo(1);
        assertThat(overflows()).isEqualTo(2);

        counter.clear();
        assertThat(lines()).containsExactly("events_total 0");
        assertThat(overflows()).isEqualTo(2);
    }

    @Test
    void removingTheOverflowSeriesMakesNoRoom() {
        fill(counter);
        counter.inc(k("d"));
        counter.remove(k(OVERFLOW));
        counter.inc(k("e"));

        assertThat(lines()).hasSize(4).contains("events_total{k=\"__overflow__\"} 1");
    }

    @Test
    void whatIsOverTheBoundAfterAClearIsShownInANewSeries() {
        fill(counter);
        counter.inc(k("d"));
        counter.clear();
        fill(counter);
        counter.inc(k("d"));

        assertThat(lines()).hasSize(4).contains("events_total{k=\"__overflow__\"} 1");
        assertThat(overflows()).isEqualTo(2);
    }

    @Test
    void theKeysOfTheOverflowSeriesKeepTheMetricOutOfARegistryThatHasThemAsConstants() {
        fill(counter);
        counter.inc(Labels.of("path", "/"));
        Registry registry =
                Registry.builder().constLabels(Labels.of("path", "x")).build();

        assertThatThrownBy(() -> registry.register(counter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label 'path' would shadow the constant label");
    }

    @Test
    void clearMakesRoomForAll() {
        fill(counter);
        counter.inc(k("d"));
        counter.clear();
        counter.inc(k("d"));
        counter.inc(k("e"));
        counter.inc(k("f"));

        assertThat(lines()).hasSize(3).doesNotContain("events_total{k=\"__overflow__\"} 1");
    }

    @Test
    void histogramsAndSummariesCountTheirObservations() {
        Histogram histogram =
                Histogram.builder("h").help("H.").buckets(1).maxSeries(1).build();
        Summary summary = Summary.builder("s").help("S.").maxSeries(1).build();
        for (String value : List.of("a", "b", "c")) {
            histogram.observe(k(value), 1);
            histogram.observe(k(value), Double.NaN);
            summary.observe(k(value), 1);
        }

        assertThat(histogram.get(k(OVERFLOW)).count()).isEqualTo(2);
        assertThat(summary.get(k(OVERFLOW)).sum()).isEqualTo(2);
        assertThat(Scrape.of(histogram).value("metrics_overflow_total", "metric", "h"))
                .isEqualTo(2);
        assertThat(Scrape.of(summary).value("metrics_overflow_total", "metric", "s"))
                .isEqualTo(2);
    }

    @Test
    void oneWarningNamesTheMetricTheBoundAndTheLabelWithMostValues() {
        for (int i = 0; i < 10; i++) {
            counter.inc(Labels.of("method", "GET", "user", "u" + i));
        }

        assertThat(log.warnings()).hasSize(1);
        assertThat(log.warnings().get(0))
                .contains("events_total", "bound of 3", "'user'")
                .doesNotContain("'method'");
    }

    @Test
    void aMetricThatIsClearedAndFilledAgainAndAgainWarnsOnce() {
        for (int i = 0; i < 3; i++) {
            fill(counter);
            counter.inc(k("d"));
            counter.clear();
        }

        assertThat(log.warnings()).hasSize(1);
    }

    @Test
    void theWarningCountsTheValuesThatTheLabelHasWithoutTheOverflow() {
        for (int i = 0; i < 4; i++) {
            counter.inc(Labels.of("user", "u" + i));
        }

        assertThat(log.warnings()).singleElement().asString().contains("label 'user' has 3 values");
    }

    @Test
    void theWarningComesEvenWhereAUserGaveTheOverflowValueBefore() {
        counter.inc(k(OVERFLOW));
        fill(counter);
        counter.inc(k("d"));

        assertThat(log.warnings()).hasSize(1);
    }

    @Test
    void roomThatRemovedSeriesMadeAndOthersTookIsNotWarnedAboutAgain() {
        fill(counter);
        counter.inc(k("d"));
        counter.remove(k("a"));
        counter.inc(k("e"));
        counter.inc(k("f"));

        assertThat(log.warnings()).hasSize(1);
    }

    @Test
    void theBoundOfTheRegistryHoldsWhereTheMetricHasNone() {
        Registry registry = Registry.builder().maxSeriesPerMetric(2).build();
        Counter registered =
                Counter.builder("registered_total").help("Registered.").register(registry);
        registry.register(counter);
        fill(registered);
        fill(counter);

        assertThat(Scrape.of(registry).samples("registered_total"))
                .hasSize(3)
                .anyMatch(sample -> sample.label("k").orElseThrow().equals(OVERFLOW));
        assertThat(Scrape.of(registry).samples("events_total"))
                .noneMatch(sample -> sample.label("k").orElseThrow().equals(OVERFLOW));
    }

    @Test
    void theBoundOfTheFirstOfSeveralRegistriesHolds() {
        Counter shared = Registry.builder().maxSeriesPerMetric(1).build().counter("shared_total", "Shared.");
        Registry second = Registry.builder().maxSeriesPerMetric(3).build();
        second.register(shared);
        fill(shared);

        assertThat(Scrape.of(second).value("shared_total", "k", OVERFLOW)).isEqualTo(2);
    }

    @Test
    void theDefaultBoundIsTwoThousand() {
        Counter unbounded = Counter.builder("many_total").help("Many.").build();
        for (int i = 0; i < 2_000; i++) {
            unbounded.inc(k("v" + i));
        }
        assertThat(Scrape.of(unbounded).samples("many_total")).hasSize(2_000);
        assertThat(log.warnings()).isEmpty();

        unbounded.inc(k("one more"));
        unbounded.inc(k("and another"));
        assertThat(Scrape.of(unbounded).samples("many_total")).hasSize(2_001);
        assertThat(Scrape.of(unbounded).value("many_total", "k", OVERFLOW)).isEqualTo(2);
        assertThat(log.warnings()).hasSize(1);
    }

    @Test
    void aBoundBelowOneIsRefused() {
        assertThatThrownBy(() -> Counter.builder("x_total").maxSeries(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("x_total", "0");
        assertThatThrownBy(() -> Registry.builder().maxSeriesPerMetric(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reservedAndShadowingNamesAreRefusedOverTheBoundToo() {
        fill(counter);
        counter.inc(k("d"));

        assertThatThrownBy(() -> counter.inc(Labels.of("job", "x"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(counter.get(k(OVERFLOW))).isEqualTo(1);
    }

    @Test
    void aMillionDistinctValuesStayWithinTheBoundAndAddUp() {
        Counter flooded =
                Counter.builder("flooded_total").help("Flooded.").maxSeries(100).build();
        for (int i = 0; i < 1_000_000; i++) {
            flooded.labels("user", Integer.toString(i)).inc();
        }

        List<Sample> samples = Scrape.of(flooded).samples("flooded_total");
        assertThat(samples).hasSize(101);
        assertThat(samples.stream().mapToDouble(Sample::value).sum()).isEqualTo(1_000_000);
        assertThat(Scrape.of(flooded).value("metrics_overflow_total", "metric", "flooded_total"))
                .isEqualTo(999_900);
    }

    @Test
    void labelValuesOverTheBoundAreNotKept() {
        fill(counter);
        String value = new String("over the bound");
        WeakReference<String> kept = new WeakReference<>(value);
        counter.labels("k", value).inc();
        value = null;

        Reachability.awaitEnd(kept);
        assertThat(counter.get(k(OVERFLOW))).isEqualTo(1);
    }

    @Test
    void labelValuesOfRemovedSeriesAreNotKept() {
        counter.inc(k("a"));
        String value = new String("of a removed series");
        WeakReference<String> kept = new WeakReference<>(value);
        counter.inc(k(value));
        counter.remove(k(value));
        value = null;
        counter.inc(k("b"));
        counter.remove(k("b"));

        Reachability.awaitEnd(kept);
        assertThat(counter.get(k("a"))).isEqualTo(1);
    }

    @Test
    void labelValuesFromBeforeAClearAreNotKept() {
        String value = new String("from before the clear");
        WeakReference<String> kept = new WeakReference<>(value);
        counter.inc(k(value));
        value = null;
        counter.clear();

        Reachability.awaitEnd(kept);
        assertThat(counter.get()).isZero();
    }

    @Test
    void labelNamesOverTheBoundAreNotKept() {
        fill(counter);
        counter.inc(k("d"));
        String name = new String("name_over_the_bound");
        WeakReference<String> kept = new WeakReference<>(name);
        counter.labels(name, "v").inc();
        name = null;

        Reachability.awaitEnd(kept);
        assertThat(counter.get(k(OVERFLOW))).isEqualTo(2);
    }

    @Test
    void labelNamesOfRemovedSeriesAreNotKept() {
        counter.inc(k("a"));
        String name = new String("name_of_a_removed_series");
        WeakReference<String> kept = new WeakReference<>(name);
        counter.inc(Labels.of(name, "v"));
        counter.remove(Labels.of(name, "v"));
        name = null;
        counter.inc(k("b"));
        counter.remove(k("b"));

        Reachability.awaitEnd(kept);
        assertThat(counter.get(k("a"))).isEqualTo(1);
    }
}
