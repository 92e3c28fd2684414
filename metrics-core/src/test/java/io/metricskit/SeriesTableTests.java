package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SeriesTableTests {

    private static final LabelNames K = LabelNames.of("k");

    private SeriesTable<TestSeries> table = SeriesTable.empty(0, null);
    private int copies;

    private static final class TestSeries extends Series {
        TestSeries(LabelNames names, String... values) {
            super(names, values);
        }
    }

    /** Adds as a metric's family does. */
    private TestSeries add(LabelNames names, String... values) {
        TestSeries series = new TestSeries(names, values);
        if (!table.hasRoom()) {
            table = table.copy(names);
            copies++;
        }
        table.add(series);
        return series;
    }

    private TestSeries add(String value) {
        return add(K, value);
    }

    private List<TestSeries> walk() {
        List<TestSeries> series = new ArrayList<>();
        table.forEach((each, all) -> all.add(each), series);
        return series;
    }

    @Test
    void anEmptyTableFindsNothing() {
        assertThat(table.find("k", "a")).isNull();
        assertThat(table.find(Labels.empty())).isNull();
        assertThat(table.rows()).isZero();
    }

    @Test
    void eachLookUpFindsItsSeries() {
        TestSeries one = add(K, "1");
        TestSeries two = add(LabelNames.of("b", "a"), "2", "1");
        TestSeries three = add(LabelNames.of("a", "b", "c"), "1", "2", "3");
        TestSeries four = add(LabelNames.of("d", "c", "b", "a"), "4", "3", "2", "1");
        TestSeries none = add(LabelNames.of());
        TestSeries another = add(LabelNames.of("other"), "1");

        assertThat(table.find("k", "1")).isSameAs(one);
        assertThat(table.find("other", "1")).isSameAs(another);
        assertThat(table.find("a", "1", "b", "2")).isSameAs(two);
        assertThat(table.find("c", "3", "b", "2", "a", "1")).isSameAs(three);
        assertThat(table.find("a", "1", "b", "2", "c", "3", "d", "4")).isSameAs(four);
        assertThat(table.find(Labels.empty())).isSameAs(none);
        assertThat(table.find(Labels.of("k", "1"))).isSameAs(one);
        assertThat(table.find(Labels.of("a", "1", "b", "2", "c", "3"))).isSameAs(three);
    }

    @Test
    void aSeriesOfTheUsualShapeIsFoundByValuesPairsAndLabels() {
        TestSeries one = add(K, "1");
        assertThat(table.findValues(copyOf("1"))).isSameAs(one);
        assertThat(table.findValues("2")).isNull();

        table = SeriesTable.empty(0, null);
        TestSeries two = add(LabelNames.of("b", "a"), "2", "1");
        assertThat(table.findValues(copyOf("2"), "1")).isSameAs(two);
        assertThat(table.findValues("1", "2")).isNull();
        assertThat(table.find(copyOf("b"), "2", "a", copyOf("1"))).isSameAs(two);
        assertThat(table.find(Labels.of("a", copyOf("1"), "b", "2"))).isSameAs(two);

        table = SeriesTable.empty(0, null);
        TestSeries three = add(LabelNames.of("b", "c", "a"), "2", "3", "1");
        assertThat(table.findValues("2", copyOf("3"), "1")).isSameAs(three);
        assertThat(table.findValues("2", "1", "3")).isNull();
        assertThat(table.find("b", "2", copyOf("c"), "3", "a", "1")).isSameAs(three);
        assertThat(table.find(Labels.of("a", "1", "b", "2", "c", "3"))).isSameAs(three);
        assertThat(table.find(Labels.of("a", "1", "b", "3", "c", "2"))).isNull();

        table = SeriesTable.empty(0, null);
        TestSeries four = add(LabelNames.of("d", "b", "c", "a"), "4", "2", "3", "1");
        assertThat(table.findValues("4", "2", "3", copyOf("1"))).isSameAs(four);
        assertThat(table.findValues("4", "2", "1", "3")).isNull();
        assertThat(table.find("d", "4", "b", copyOf("2"), "c", "3", "a", "1")).isSameAs(four);
        assertThat(table.find(Labels.of("a", "1", "b", "2", "c", "3", "d", "4")))
                .isSameAs(four);

        table = SeriesTable.empty(0, null);
        TestSeries five = add(LabelNames.of("e", "d", "b", "c", "a"), "5", "4", "2", "3", "1");
        Labels labels = Labels.of("a", "1", "b", "2", "c", "3", "d", "4", "e", "5");
        assertThat(table.find(labels)).isSameAs(five);
        assertThat(table.find(labels.with("f", "6"))).isNull();
        assertThat(table.findValues("5", "4", copyOf("2"), "3", "1")).isSameAs(five);
        assertThat(table.findValues("1", "2", "3", "4", "5")).isNull();
        assertThat(table.findValues("5", "4", "2", "3", "1", "6")).isNull();
    }

    /** "Aa" and "BB" have the same hash code, so that only a look at the values themselves tells the labels apart. */
    @Test
    void aSeriesOfTheUsualShapeIsNotTakenForOneWithAValueOfTheSameHash() {
        String[] names = {"a", "b", "c", "d", "e"};
        for (int labels = 1; labels <= names.length; labels++) {
            table = SeriesTable.empty(0, null);
            String[] values = new String[labels];
            Arrays.fill(values, "Aa");
            TestSeries series = add(LabelNames.of(Arrays.copyOf(names, labels)), values);
            assertThat(found(names, values)).isNotEmpty().allMatch(each -> each == series);

            for (int other = 0; other < labels; other++) {
                String[] others = values.clone();
                others[other] = "BB";
                assertThat(found(names, others))
                        .as("%s labels, value %s", labels, other)
                        .containsOnlyNulls();
            }
        }
    }

    @Test
    void labelsThatWereFoundInOneTableAreNotTakenForNamesOfTheSameHashInAnother() {
        Labels labels = Labels.of("Aa", "1");
        TestSeries series = add(LabelNames.of("Aa"), "1");
        assertThat(table.find(labels)).isSameAs(series);

        table = SeriesTable.empty(0, null);
        add(LabelNames.of("BB"), "1");
        assertThat(table.find(labels)).isNull();
        assertThat(table.find("Aa", "1")).isNull();
    }

    private List<@Nullable TestSeries> found(String[] n, String[] v) {
        Labels labels = Labels.empty();
        for (int i = 0; i < v.length; i++) {
            labels = labels.with(n[i], v[i]);
        }
        TestSeries byLabels = table.find(labels);
        TestSeries byArray = table.findValues(v);
        return switch (v.length) {
            case 1 -> Arrays.asList(byLabels, byArray, table.findValues(v[0]), table.find(n[0], v[0]));
            case 2 ->
                Arrays.asList(byLabels, byArray, table.findValues(v[0], v[1]), table.find(n[0], v[0], n[1], v[1]));
            case 3 ->
                Arrays.asList(
                        byLabels,
                        byArray,
                        table.findValues(v[0], v[1], v[2]),
                        table.find(n[0], v[0], n[1], v[1], n[2], v[2]));
            case 4 ->
                Arrays.asList(
                        byLabels,
                        byArray,
                        table.findValues(v[0], v[1], v[2], v[3]),
                        table.find(n[0], v[0], n[1], v[1], n[2], v[2], n[3], v[3]));
            default -> Arrays.asList(byLabels, byArray);
        };
    }

    private static String copyOf(String text) {
        return new String(text);
    }

    @Test
    void labelsThatWereLookedUpInOneTableAreFoundInOthersOfOtherShapes() {
        Labels labels = Labels.of("a", "1", "b", "2");
        TestSeries straight = add(LabelNames.of("a", "b"), "1", "2");
        SeriesTable<TestSeries> other = SeriesTable.<TestSeries>empty(0, null).copy(LabelNames.of("b", "a"));
        TestSeries turned = new TestSeries(LabelNames.of("b", "a"), "2", "1");
        other.add(turned);

        for (int i = 0; i < 2; i++) {
            assertThat(table.find(labels)).isSameAs(straight);
            assertThat(other.find(labels)).isSameAs(turned);
        }
    }

    @Test
    void aSeriesOfAnotherInstanceOfTheUsualNamesIsFound() {
        add(LabelNames.of("a", "b"), "1", "2");
        TestSeries other = add(LabelNames.of("a", "b"), "1", "3");

        assertThat(table.find("a", "1", "b", "3")).isSameAs(other);
        assertThat(table.find(Labels.of("a", "1", "b", "3"))).isSameAs(other);
    }

    @Test
    void aLookUpWithFewerOrMoreOrOtherLabelsFindsNothing() {
        add(LabelNames.of("a", "b"), "1", "2");

        assertThat(table.find("a", "1")).isNull();
        assertThat(table.find("a", "1", "b", "3")).isNull();
        assertThat(table.find("a", "2", "b", "1")).isNull();
        assertThat(table.find("a", "1", "c", "2")).isNull();
        assertThat(table.find("a", "1", "b", "2", "c", "3")).isNull();
        assertThat(table.find("a", "1", "a", "1")).isNull();
        assertThat(table.find(Labels.of("a", "1"))).isNull();
        assertThat(table.find(Labels.of("a", "1", "b", "2", "c", "3"))).isNull();
        assertThat(table.find(Labels.empty())).isNull();
    }

    @Test
    void nullsFindNothing() {
        add(K, "");
        add(K, "1");

        assertThat(table.find(null, "1")).isNull();
        assertThat(table.find("k", null)).isNull();
        assertThat(table.find("k", "1", null, null)).isNull();
        assertThat(table.findValues(new String[] {null})).isNull();
    }

    @Test
    void labelsWithoutAValueNeedNotBeGiven() {
        TestSeries partly = add(LabelNames.of("a", "b"), "1", "");
        TestSeries blank = add(LabelNames.of("a", "b"), "", "");

        assertThat(table.find("b", "", "a", "1")).isSameAs(partly);
        assertThat(table.find(Labels.of("a", "1"))).isSameAs(partly);
        assertThat(table.find("a", "", "b", "")).isSameAs(blank);
        assertThat(table.find(Labels.empty())).isSameAs(blank);
    }

    @Test
    void constantLabelsAreNoPartOfALookUp() {
        TestSeries series = new TestSeries(LabelNames.of("host", "k"), "h", "1");
        SeriesTable<TestSeries> constant =
                SeriesTable.<TestSeries>empty(1, null).copy(series.labelNames());
        constant.add(series);

        assertThat(constant.find("k", "1")).isSameAs(series);
        assertThat(constant.find(Labels.of("k", "1"))).isSameAs(series);
        assertThat(constant.findValues(new String[] {"1"})).isSameAs(series);
        assertThat(constant.find("host", "h")).isNull();
        assertThat(constant.find("host", "h", "k", "1")).isNull();
    }

    @Test
    void aCopyFindsWhatTheTableFoundAndTheTableStaysAsItWas() {
        TestSeries a = add("a");
        SeriesTable<TestSeries> before = table;
        table = table.copy(K);
        TestSeries b = add("b");

        assertThat(table.find("k", "a")).isSameAs(a);
        assertThat(table.find("k", "b")).isSameAs(b);
        assertThat(before.find("k", "b")).isNull();
        assertThat(before.rows()).isEqualTo(1);
    }

    @Test
    void aRemovedSeriesLeavesAHoleThatNoOtherFillsInTheSameTable() {
        TestSeries a = add("a");
        TestSeries b = add("b");
        TestSeries c = add("c");
        TestSeries d = add("d");
        table = table.copy(K);
        SeriesTable<TestSeries> walked = table;
        table.remove(a);
        TestSeries again = add("a");

        assertThat(table).isSameAs(walked);
        assertThat(table.find("k", "a")).isSameAs(again);
        assertThat(walk()).containsExactly(b, c, d, again);
    }

    @Test
    void itHoldsWhatAMapHoldsThroughManyChanges() {
        Random random = new Random(11);
        Map<String, TestSeries> model = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String value = Integer.toString(random.nextInt(600));
            TestSeries present = model.get(value);
            assertThat(table.find("k", value)).isSameAs(present);
            if (present == null) {
                model.put(value, add(value));
            } else if (random.nextBoolean()) {
                table.remove(model.remove(value));
            }
        }

        assertThat(walk()).containsExactlyInAnyOrderElementsOf(model.values());
        assertThat(table.rows()).as("rows stay in proportion to the series").isLessThan(2 * 600);
    }

    @Test
    void onceNoSeriesHasTheUsualNamesACopyTakesOthers() {
        TestSeries first = add("a");
        table.remove(first);
        LabelNames others = LabelNames.of("k");
        table = table.copy(others);
        TestSeries series = add(others, "b");

        assertThat(table.findValues("b")).isSameAs(series);
    }

    @Test
    void seriesStandInTheOrderOfTheirCreation() {
        List<TestSeries> expected = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            expected.add(add("v" + i));
        }
        for (int i = 999; i >= 0; i -= 3) {
            table.remove(expected.remove(i));
        }
        table = table.copy(K);

        assertThat(walk()).containsExactlyElementsOf(expected);
    }

    @Test
    void copiesAreFewerTheMoreSeriesThereAre() {
        for (int i = 0; i < 10_000; i++) {
            add("v" + i);
        }

        assertThat(copies).isLessThan(30);
    }

    @Test
    void aFloodOfEqualHashCodesIsNoticedOnceAndThenTheTableGrowsAsUsual() {
        List<String> flood = EqualHashCodes.strings(14);
        int usual = copies(flood.size(), i -> "v" + i);

        assertThat(copies(flood.size(), flood::get)).isBetween(usual - 1, usual + 1);
        for (String value : flood) {
            assertThat(table.find("k", value)).isNotNull();
        }
        assertThat(table.find("k", EqualHashCodes.strings(15).get(0))).isNull();
    }

    @Test
    void afterAFloodEachLookUpFindsItsSeriesByASecretThatNoOtherTableHas() {
        List<String> flood = EqualHashCodes.strings(9);
        String[] names = {"a", "b", "c", "d", "e"};
        Set<Long> secrets = new HashSet<>();
        for (int labels = 1; labels <= names.length; labels++) {
            table = SeriesTable.empty(0, null);
            LabelNames shape = LabelNames.of(Arrays.copyOf(names, labels));
            for (String value : flood) {
                String[] values = new String[labels];
                Arrays.fill(values, value);
                TestSeries series = add(shape, values);

                assertThat(found(names, values)).isNotEmpty().allMatch(each -> each == series);
            }
            assertThat(secrets.add(table.key)).as("a secret of its own").isTrue();
        }
        assertThat(secrets).doesNotContain(LabelHash.UNKEYED);
    }

    @Test
    void afterAFloodSeriesAreStillRemoved() {
        List<String> flood = EqualHashCodes.strings(9);
        List<TestSeries> series = new ArrayList<>();
        flood.forEach(value -> series.add(add(value)));
        series.subList(0, 500).forEach(table::remove);

        assertThat(walk()).containsExactlyElementsOf(series.subList(500, 512));
        assertThat(table.find("k", flood.get(0))).isNull();
        assertThat(table.find("k", flood.get(511))).isSameAs(series.get(511));
    }

    @Test
    void aTableAsksToBeCopiedBeforeAFloodHasUsedItsRoom() {
        fillWithRoomForAThousand();
        List<String> flood = EqualHashCodes.strings(14);
        int times = 0;
        for (; table.hasRoom(); times++) {
            add(flood.get(times));
        }

        assertThat(times).isBetween(100, 600);
    }

    private void fillWithRoomForAThousand() {
        for (int i = 0; i < 2_000; i++) {
            add("v" + i);
        }
        table = table.copy(K);
    }

    @Test
    void aSeriesThatComesAndGoesDoesNotLookLikeAFlood() {
        fillWithRoomForAThousand();
        int times = 0;
        for (; table.hasRoom(); times++) {
            table.remove(add("again"));
        }

        assertThat(times).isEqualTo(1_000);
        assertThat(table.find("k", "again")).isNull();
    }

    @Test
    void aLookUpIsNotMisledByAnEntryThatWasGivenToAnotherSeries() {
        List<String> sameHash = EqualHashCodes.strings(3);
        TestSeries first = add(sameHash.get(0));
        TestSeries second = add(sameHash.get(1));
        table = table.copy(K);
        table.remove(first);
        TestSeries third = add(sameHash.get(2));

        assertThat(table.find("k", sameHash.get(0))).isNull();
        assertThat(table.find("k", sameHash.get(1))).isSameAs(second);
        assertThat(table.find("k", sameHash.get(2))).isSameAs(third);
    }

    @Test
    void chanceDoesNotLookLikeAFlood() {
        int usual = copies(100_000, i -> "v" + i);
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            assertThat(copies(100_000, i -> Long.toHexString(random.nextLong())))
                    .as("seed %s", seed)
                    .isEqualTo(usual);
        }
    }

    /** Fills a new table, and returns how often it had to be copied. */
    private int copies(int size, IntFunction<String> values) {
        table = SeriesTable.empty(0, null);
        copies = 0;
        for (int i = 0; i < size; i++) {
            add(values.apply(i));
        }
        return copies;
    }

    /** Hashing with a secret key, which a flood leads to, takes several times as long. */
    @ParameterizedTest
    @ValueSource(strings = {"%d", "%05d", "user-%d", "/api/v1/users/%d", "%08x", "host-%d.example.com"})
    void ordinaryValuesAreNoFlood(String pattern) {
        for (String name : List.of("id", "user", "path", "uri", "instance", "queue", "topic", "tenant", "pod", "url")) {
            LabelNames one = LabelNames.of(name);
            LabelNames two = LabelNames.of("method", name);
            for (LabelNames names : List.of(one, two)) {
                table = SeriesTable.empty(0, null);
                for (int i = 0; i < 12_000; i++) {
                    String value = String.format(pattern, i);
                    add(names, names == one ? new String[] {value} : new String[] {i % 2 == 0 ? "GET" : "PUT", value});
                }
                assertThat(table.key).as("%s", names).isEqualTo(LabelHash.UNKEYED);
                assertThat(table.isFlooded()).as("%s", names).isFalse();
            }
        }
    }
}
