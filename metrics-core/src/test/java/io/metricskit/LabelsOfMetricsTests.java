package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.model.Collector;
import io.metricskit.model.Labels;
import io.metricskit.testkit.Sample;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How metrics find, make, refuse and drop series by their labels. */
final class LabelsOfMetricsTests {

    private final Counter free =
            Counter.builder("free_total").help("Any labels.").build();
    private final Counter four = Counter.builder("four_total")
            .help("Four labels.")
            .labelNames("d", "a", "c", "b")
            .build();

    private static Counter declared(String... names) {
        return Counter.builder("declared_total")
                .help("Declared.")
                .labelNames(names)
                .build();
    }

    private static List<String> lines(Collector metric) {
        return Scrape.of(metric).samples().stream().map(Sample::toString).toList();
    }

    @Test
    void valuesAloneGivenAsPairsAreRefusedWithTheCallThatTakesThem() {
        assertThatThrownBy(() -> declared("method", "status").labels("GET", "200"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("counter 'declared_total' is declared with the labels [method, status], but got"
                        + " '[GET, 200]': labels(..) takes names and values in turn, labelValues(..) values alone");
    }

    @Test
    void pairsThatCannotBeValuesAloneAreRefusedWithoutThatHint() {
        assertThatThrownBy(() -> declared("method", "status").labels("method", "GET", "code", "200"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("counter 'declared_total' is declared with the labels [method, status], but got"
                        + " '[method, GET, code, 200]'");
        assertThatThrownBy(() -> declared("method", "status").labels("status", "200"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "counter 'declared_total' is declared with the labels [method, status], but got '[status, 200]'");
        assertThatThrownBy(() -> declared("method", "status").labels("method", "GET"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "counter 'declared_total' is declared with the labels [method, status], but got '[method, GET]'");
    }

    @Test
    void anEmptyNameIsRefusedAsSuch() {
        assertThatThrownBy(() -> declared(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("counter 'declared_total': a label name must not be empty");
    }

    @Test
    void theRoomOfRemovedSeriesIsGivenBack() {
        for (int i = 0; i < 1000; i++) {
            free.inc(Labels.of("i", Integer.toString(i)));
        }
        for (int i = 10; i < 1000; i++) {
            free.remove(Labels.of("i", Integer.toString(i)));
        }

        assertThat(free.family.table().rows()).isLessThan(30);
        assertThat(lines(free)).hasSize(10);
        assertThat(free.labels("i", "3").get()).isEqualTo(1);
    }

    @Test
    void anyOrderOfPairsFindsTheSameChild() {
        assertThat(free.labels("a", "1", "b", "2")).isSameAs(free.labels("b", "2", "a", "1"));
        assertThat(free.labels("a", "1", "b", "2", "c", "3"))
                .isSameAs(free.labels("c", "3", "a", "1", "b", "2"))
                .isSameAs(free.labels("b", "2", "c", "3", "a", "1"))
                .isSameAs(free.labels(Labels.of("c", "3", "b", "2", "a", "1")));
        assertThat(free.labels("a", "1", "b", "2", "c", "3", "d", "4"))
                .isSameAs(free.labels("d", "4", "c", "3", "b", "2", "a", "1"))
                .isSameAs(free.labels("b", "2", "d", "4", "a", "1", "c", "3"));
        assertThat(lines(free)).hasSize(3);
    }

    @Test
    void pairsValuesAndLabelsFindTheSameChildOfADeclaredMetric() {
        Counter.Child child = four.labelValues("4", "1", "3", "2");

        assertThat(four.labels("a", "1", "b", "2", "c", "3", "d", "4")).isSameAs(child);
        assertThat(four.labels("d", "4", "a", "1", "c", "3", "b", "2")).isSameAs(child);
        assertThat(four.labels(Labels.of("a", "1", "b", "2", "c", "3", "d", "4")))
                .isSameAs(child);
        assertThat(four.labelValues(new String[] {"4", "1", "3", "2"})).isSameAs(child);
        assertThat(lines(four)).containsExactly("four_total{d=\"4\",a=\"1\",c=\"3\",b=\"2\"} 0");
    }

    @Test
    void oneToFourAndMoreValuesFindTheSeriesOfTheDeclaredNames() {
        assertThat(declared("a").labelValues("1").labels()).isEqualTo(Labels.of("a", "1"));
        assertThat(declared("a", "b").labelValues("1", "2").labels()).isEqualTo(Labels.of("a", "1", "b", "2"));
        assertThat(declared("a", "b", "c").labelValues("1", "2", "3").labels())
                .isEqualTo(Labels.of("a", "1", "b", "2", "c", "3"));
        assertThat(declared("a", "b", "c", "d").labelValues("1", "2", "3", "4").labels())
                .isEqualTo(Labels.of("a", "1", "b", "2", "c", "3", "d", "4"));
        Counter five = declared("a", "b", "c", "d", "e");
        assertThat(five.labelValues("1", "2", "3", "4", "5"))
                .isSameAs(five.labelValues("1", "2", "3", "4", "5"))
                .isSameAs(five.labels(Labels.of("e", "5", "d", "4", "c", "3", "b", "2", "a", "1")));
    }

    @Test
    void equalStringsThatAreOtherObjectsFindTheSameChild() {
        assertThat(free.labels(new String("a"), new String("x"))).isSameAs(free.labels("a", "x"));
        Counter one = declared("a");
        assertThat(one.labelValues(new String("x"))).isSameAs(one.labelValues("x"));
    }

    @Test
    void swappedValuesAreOtherSeries() {
        free.labels("a", "1", "b", "2").inc();
        free.labels("a", "2", "b", "1").add(2);
        free.labels("a", "12", "b", "").add(4);
        free.labels("b", "12").add(8);

        assertThat(lines(free))
                .containsExactlyInAnyOrder(
                        "free_total{a=\"1\",b=\"2\"} 1",
                        "free_total{a=\"2\",b=\"1\"} 2",
                        "free_total{a=\"12\"} 4",
                        "free_total{b=\"12\"} 8");
    }

    @Test
    void differentKeysLiveUnderOneName() {
        free.inc(Labels.of("method", "GET"));
        free.inc(Labels.of("path", "/"));
        free.inc(Labels.of("method", "GET", "path", "/"));

        assertThat(Scrape.of(free).families()).hasSize(1);
        assertThat(lines(free))
                .containsExactly(
                        "free_total{method=\"GET\"} 1",
                        "free_total{path=\"/\"} 1",
                        "free_total{method=\"GET\",path=\"/\"} 1");
    }

    @Test
    void anEmptyValueIsAnAbsentLabel() {
        Counter.Child a = free.labels("a", "1");

        assertThat(free.labels("a", "1", "b", "")).isSameAs(a);
        assertThat(free.labels("b", "", "a", "1")).isSameAs(a);
        assertThat(free.labels("x", "", "a", "1", "y", "")).isSameAs(a);
        assertThat(free.labels("x", "", "a", "1", "y", "", "z", "")).isSameAs(a);
        assertThat(free.labels(Labels.of("a", "1", "b", ""))).isSameAs(a);
        assertThat(free.labels("b", "")).isSameAs(free.labels(Labels.empty()));
        free.inc();
        assertThat(free.labels("b", "").get()).isEqualTo(1);
    }

    @Test
    void aDeclaredNameWithoutAValueIsAbsentOnTheWire() {
        Counter two = declared("a", "b");
        Counter.Child child = two.labelValues("1", "");

        assertThat(two.labels("b", "", "a", "1")).isSameAs(child);
        assertThat(two.labels(Labels.of("a", "1"))).isSameAs(child);
        assertThat(two.labelValues("", "")).isSameAs(two.labels(Labels.empty()));
        assertThat(two.labelValues("", "1")).isNotSameAs(child);
        assertThat(lines(two))
                .containsExactly("declared_total{a=\"1\"} 0", "declared_total 0", "declared_total{b=\"1\"} 0");
    }

    @Test
    void valuesAreNormalisedBeforeTheyIdentifyASeries() {
        String longValue = "ä".repeat(2_000);

        assertThat(free.labels("a", "x\uD800")).isSameAs(free.labels("a", "x\uFFFD"));
        assertThat(free.labels("a", "\uDC00")).isSameAs(free.labels("a", "\uD801"));
        assertThat(free.labels("a", longValue)).isSameAs(free.labels("a", longValue + "more"));
        assertThat(free.labels("a", longValue)).isSameAs(free.labels(Labels.of("a", longValue)));
        assertThat(lines(free)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a\\b", "a\nb", "\r\t\0", "\u2028", "😱", "\u202Eabc", "花火", "\\n", " ", "</x>"})
    void everyValueRoundTrips(String value) {
        free.inc(Labels.of("a", value));

        assertThat(Scrape.of(free).value("free_total", "a", value)).isEqualTo(1);
        assertThat(free.get(Labels.of("a", value))).isEqualTo(1);
    }

    @Test
    void theUnlabelledZeroIsShownUntilThereIsALabelledSeries() {
        assertThat(lines(free)).containsExactly("free_total 0");

        free.labels("a", "1");

        assertThat(lines(free)).containsExactly("free_total{a=\"1\"} 0");
        assertThatThrownBy(free::get).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void theUnlabelledSeriesStaysIfItWasUsed() {
        free.labels(Labels.empty());
        free.inc(Labels.of("a", "1"));

        assertThat(lines(free)).containsExactly("free_total 0", "free_total{a=\"1\"} 1");
    }

    @Test
    void readingTheUnlabelledZeroIsNoUse() {
        assertThat(free.get()).isZero();
        free.inc(Labels.of("a", "1"));

        assertThat(lines(free)).containsExactly("free_total{a=\"1\"} 1");
    }

    @Test
    void theUnlabelledZeroCannotBeRemovedAndTheUsedSeriesCan() {
        assertThat(free.remove(Labels.empty())).isFalse();
        assertThat(lines(free)).containsExactly("free_total 0");

        free.inc();
        assertThat(free.remove(Labels.empty())).isTrue();
        assertThat(lines(free)).isEmpty();

        free.inc();
        assertThat(lines(free)).containsExactly("free_total 1");
    }

    @Test
    void clearBringsTheUnlabelledZeroBack() {
        Counter.Child old = free.labels(Labels.empty());
        free.inc(Labels.of("a", "1"));
        free.clear();
        old.inc();

        assertThat(lines(free)).containsExactly("free_total 0");
        free.inc();
        assertThat(lines(free)).containsExactly("free_total 1");
    }

    @Test
    void removingTheLastLabelledSeriesBringsNoZeroBack() {
        free.inc(Labels.of("a", "1"));
        free.remove(Labels.of("a", "1"));

        assertThat(lines(free)).isEmpty();
    }

    @Test
    void labelNamesOfRemovedSeriesAreNotKept() {
        String name = new String("name_of_a_removed_series");
        WeakReference<String> kept = new WeakReference<>(name);
        free.labels(name, "v").inc();
        free.clear();
        name = null;

        Reachability.awaitEnd(kept);
        assertThat(free.get()).isZero();
    }

    @Test
    void aMetricWithDeclaredNamesShowsNothingBeforeItsFirstUse() {
        assertThat(lines(four)).isEmpty();
        four.clear();
        assertThat(lines(four)).isEmpty();
    }

    @Test
    void noDeclaredNamesAtAllMeansTheUnlabelledSeriesAlone() {
        Counter none = declared();

        assertThat(lines(none)).containsExactly("declared_total 0");
        none.inc();
        assertThat(none.get()).isEqualTo(1);
        assertThatThrownBy(() -> none.labels("a", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("declared_total", "a");
    }

    @Test
    void constantLabelsComeFirstAndAreNoPartOfALookUp() {
        Counter constant = Counter.builder("constant_total")
                .help("Constant.")
                .constLabels(Labels.of("zone", "z", "host", "h"))
                .build();
        constant.inc();
        constant.labels("a", "1").inc();
        constant.add(Labels.of("a", "1", "b", "2"), 2);

        assertThat(constant.labels("a", "1").get()).isEqualTo(1);
        assertThat(constant.get(Labels.of("b", "2", "a", "1"))).isEqualTo(2);
        assertThat(lines(constant))
                .containsExactly(
                        "constant_total{host=\"h\",zone=\"z\"} 1",
                        "constant_total{host=\"h\",zone=\"z\",a=\"1\"} 1",
                        "constant_total{host=\"h\",zone=\"z\",a=\"1\",b=\"2\"} 2");
        assertThat(constant.remove(Labels.of("a", "1"))).isTrue();
    }

    @Test
    void aConstantLabelIsNotShadowed() {
        Counter constant = Counter.builder("constant_total")
                .help("Constant.")
                .constLabels(Labels.of("host", "h"))
                .build();

        assertThatThrownBy(() -> constant.labels("host", "other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("constant_total", "host", "'h'");
        assertThatThrownBy(() -> constant.inc(Labels.of("host", "h", "a", "1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Counter.builder("constant_total")
                        .help("Constant.")
                        .constLabels(Labels.of("host", "h"))
                        .labelNames("a", "host")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("constant_total", "host", "'h'");
    }

    @Test
    void aConstantLabelIsNoneOfTheDeclaredOnes() {
        Counter constant = Counter.builder("constant_total")
                .help("Constant.")
                .constLabels(Labels.of("host", "h"))
                .labelNames("a")
                .build();

        assertThatThrownBy(() -> constant.inc(Labels.of("host", "h")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("constant_total", "[a]", "host");
        assertThatThrownBy(() -> constant.labels("host", "h"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("constant_total", "[a]", "host");
        assertThat(lines(constant)).isEmpty();
    }

    @Test
    void aConstantLabelOfTheRegistryIsNotShadowed() {
        Registry registry =
                Registry.builder().constLabels(Labels.of("application", "shop")).build();
        registry.register(free);
        Counter used = Counter.builder("used_total").help("Used.").build();
        used.inc(Labels.of("application", "other"));
        Counter clashing = Counter.builder("clashing_total")
                .help("Clashing.")
                .constLabels(Labels.of("application", "other"))
                .build();

        assertThatThrownBy(() -> free.labels("application", "other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("free_total", "application", "'shop'");
        assertThatThrownBy(() -> registry.register(used)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> registry.register(clashing)).isInstanceOf(IllegalArgumentException.class);
        free.inc();
        assertThat(Scrape.of(registry).samples().stream().map(Sample::toString))
                .containsExactly("free_total{application=\"shop\"} 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"job", "a-b", "1a", "", "__x", "a b", "ä", "a\n"})
    void labelNamesThatPrometheusKeepsOrRefusesAreRefused(String name) {
        assertThatThrownBy(() -> free.labels(name, "v"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("free_total");
        assertThatThrownBy(() -> new Registry().register(declared("a", name)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(lines(free)).containsExactly("free_total 0");
    }

    @Test
    void aLabelThatIsGivenTwiceIsRefused() {
        free.labels("a", "1");

        assertThatThrownBy(() -> free.labels("a", "1", "a", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("free_total", "'a'", "twice");
        assertThatThrownBy(() -> free.labels("a", "1", "b", "2", "a", "3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("free_total", "'a'", "'1'", "'3'");
        assertThatThrownBy(() -> declared("a", "b", "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'a'", "twice");
    }

    @Test
    void nullNamesAndValuesAreRefused() {
        assertThatThrownBy(() -> free.labels(null, "v"))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("free_total");
        assertThatThrownBy(() -> free.labels("a", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContainingAll("free_total", "'a'");
        assertThatThrownBy(() -> free.labels("a", "1", "b", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> free.labels("a", "1", null, "2", "c", "3")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> four.labelValues("1", "2", null, "4"))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContainingAll("four_total", "'c'");
        assertThatThrownBy(() -> declared("a", "b", "c", "d", "e").labelValues("1", "2", null, "4", "5"))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("label 'c' must not be null");
        assertThatThrownBy(() -> declared("a").labelValues((String) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContainingAll("declared_total", "'a'");
    }

    @Test
    void nullInsteadOfLabelsIsRefusedWithTheNameOfTheMetric() {
        assertThatThrownBy(() -> free.inc((Labels) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("free_total");
        assertThatThrownBy(() -> free.get(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("free_total");
        assertThatThrownBy(() -> free.remove(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("free_total");
    }

    @Test
    void aDeclaredMetricRefusesOtherNames() {
        Counter two = declared("a", "b");

        for (Labels labels : List.of(Labels.of("c", "3"), Labels.of("a", "1", "b", "2", "c", "3"))) {
            assertThatThrownBy(() -> two.inc(labels))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("declared_total", "[a, b]", "c", "3");
        }
        assertThatThrownBy(() -> two.labels("a", "1", "c", "3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("declared_total", "[a, b]", "c", "3");
        assertThatThrownBy(() -> two.labels("a", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("declared_total", "[a, b]", "1");
        assertThatThrownBy(two::inc)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("declared_total", "[a, b]");
        assertThat(lines(two)).isEmpty();
    }

    @Test
    void aNameThatIsNotDeclaredIsRefusedWithAnEmptyValueToo() {
        Counter two = declared("a", "b");

        assertThatThrownBy(() -> two.labels("a", "1", "typo", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("declared_total", "[a, b]", "typo");
    }

    @Test
    void anotherNumberOfValuesThanDeclaredIsRefused() {
        Counter two = declared("a", "b");

        assertThatThrownBy(() -> two.labelValues("1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("declared_total", "[a, b]", "1 values");
        assertThatThrownBy(() -> two.labelValues("1", "2", "3")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> two.labelValues("1", "2", "3", "4")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> two.labelValues("1", "2", "3", "4", "5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 values");
        assertThatThrownBy(() -> two.labelValues()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void valuesWithoutDeclaredNamesAreRefused() {
        assertThatThrownBy(() -> free.labelValues("1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("free_total", "labelNames");
        assertThatThrownBy(() -> free.labelValues("1", "2", "3", "4", "5")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void thirtyTwoLabelsAreAllowedAndOneMoreIsNot() {
        String[] pairs = new String[66];
        for (int i = 0; i < pairs.length; i += 2) {
            pairs[i] = "n" + i;
            pairs[i + 1] = "v";
        }
        Labels most = Labels.of(Arrays.copyOf(pairs, 64));
        free.inc(most);
        Counter constant = Counter.builder("constant_total")
                .help("Constant.")
                .constLabels(Labels.of("host", "h"))
                .build();

        assertThat(free.get(most)).isEqualTo(1);
        assertThatThrownBy(() -> Labels.of(pairs)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> constant.inc(most))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("constant_total", "32", "33");
    }

    @Test
    void aFailedCallLeavesNoSeriesBehind() {
        Counter.Child known = four.labelValues("1", "2", "3", "4");
        assertThatThrownBy(() -> four.labelValues("1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> four.labels("x", "1")).isInstanceOf(IllegalArgumentException.class);

        known.inc();
        assertThat(lines(four)).containsExactly("four_total{d=\"1\",a=\"2\",c=\"3\",b=\"4\"} 1");
    }
}
