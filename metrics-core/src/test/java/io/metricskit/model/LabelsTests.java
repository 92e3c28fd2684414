package io.metricskit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelsTests {

    private static final String MARK = "…";

    @Test
    void labelsAreSortedByName() {
        Labels labels = Labels.of("method", "GET", "a", "1", "Z", "2", "_b", "3");

        assertThat(labels.names()).containsExactly("Z", "_b", "a", "method");
        assertThat(labels.size()).isEqualTo(4);
        assertThat(labels.name(3)).isEqualTo("method");
        assertThat(labels.value(3)).isEqualTo("GET");
        assertThat(labels.toMap())
                .containsExactly(
                        Map.entry("Z", "2"), Map.entry("_b", "3"), Map.entry("a", "1"), Map.entry("method", "GET"));
    }

    @Property(tries = 500)
    void theOrderInWhichLabelsAreGivenDoesNotMatter(@ForAll("labelMaps") Map<String, String> map) {
        String[] pairs = pairs(map);
        List<String> names = new ArrayList<>(map.keySet());
        Collections.reverse(names);
        Map<String, String> reversed = new LinkedHashMap<>();
        names.forEach(name -> reversed.put(name, map.get(name)));
        Labels oneByOne = Labels.empty();
        for (String name : names) {
            oneByOne = oneByOne.with(name, map.get(name));
        }

        assertThat(Labels.of(pairs(reversed)))
                .isEqualTo(Labels.of(pairs))
                .hasSameHashCodeAs(Labels.of(pairs))
                .isEqualTo(Labels.of(map))
                .isEqualTo(oneByOne);
    }

    @Property(tries = 500)
    void valuesAreKeptButForUnpairedSurrogatesAndEmptyOnes(@ForAll("labelMaps") Map<String, String> map) {
        Map<String, String> expected = new TreeMap<>();
        map.forEach((name, value) -> expected.put(name, HostileText.paired(value)));
        expected.values().removeIf(String::isEmpty);

        Labels labels = Labels.of(map);

        assertThat(labels.toMap()).isEqualTo(expected);
        assertThat(labels.names()).containsExactlyElementsOf(expected.keySet());
        expected.forEach((name, value) -> assertThat(labels.get(name)).isEqualTo(value));
        assertThat(Labels.of(labels.toMap())).isEqualTo(labels);
    }

    @Property(tries = 500)
    void setsAreEqualExactlyWhenTheirNormalMapsAre(
            @ForAll("labelMaps") Map<String, String> one, @ForAll("labelMaps") Map<String, String> other) {
        Labels first = Labels.of(one);
        Labels second = Labels.of(other);

        assertThat(first.equals(second)).isEqualTo(first.toMap().equals(second.toMap()));
    }

    @Provide
    Arbitrary<Map<String, String>> labelMaps() {
        Arbitrary<String> names = Arbitraries.of("a", "b", "B", "_c", "d1", "method", "le", "quantile");
        return Arbitraries.maps(names, HostileText.strings()).ofMaxSize(6);
    }

    private static String[] pairs(Map<String, String> map) {
        return map.entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                .toArray(String[]::new);
    }

    @Test
    void aLabelWithAnEmptyValueIsAbsent() {
        assertThat(Labels.of("a", "")).isSameAs(Labels.empty());
        assertThat(Labels.of("a", "", "b", "1")).isEqualTo(Labels.of("b", "1"));
        assertThat(Labels.of("b", "1").with("a", "")).isEqualTo(Labels.of("b", "1"));
        assertThat(Labels.of("a", "").get("a")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00", "\uDE00\uD83D", "x\uD83Dy", "\uD83D\uD83D\uDE00"})
    void anUnpairedSurrogateBecomesTheReplacementCharacter(String value) {
        assertThat(Labels.of("a", value).value(0)).contains("\uFFFD").isEqualTo(HostileText.paired(value));
    }

    @Test
    void valuesThatDifferInUnpairedSurrogatesOnlyAreOneSeries() {
        assertThat(Labels.of("a", "\uD800")).isEqualTo(Labels.of("a", "\uDC00")).isEqualTo(Labels.of("a", "\uFFFD"));
    }

    @Test
    void aPairOfSurrogatesStays() {
        assertThat(Labels.of("a", "😱").value(0)).isEqualTo("😱");
    }

    @Test
    void aValueOfOneKibibyteStays() {
        String value = "x".repeat(1024);

        assertThat(Labels.of("a", value).value(0)).isEqualTo(value);
    }

    @Test
    void aLongerValueIsCutAndMarked() {
        assertThat(Labels.of("a", "x".repeat(1025)).value(0)).isEqualTo("x".repeat(1021) + MARK);
    }

    @Property(tries = 300)
    void aLongValueIsCutAtACodePointToAtMostOneKibibyte(
            @ForAll("codePoints") String filler, @ForAll @IntRange(max = 4) int offset) {
        String value = "x".repeat(offset) + filler.repeat(1100);

        String cut = Labels.of("a", value).value(0);

        byte[] bytes = cut.getBytes(StandardCharsets.UTF_8);
        int width = filler.getBytes(StandardCharsets.UTF_8).length;
        assertThat(bytes.length).isLessThanOrEqualTo(1024).isGreaterThan(1024 - width);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(cut);
        assertThat(cut).endsWith(MARK);
        assertThat(value).startsWith(cut.substring(0, cut.length() - MARK.length()));
        assertThat(Labels.of("a", cut).value(0)).isEqualTo(cut);
    }

    @Provide
    Arbitrary<String> codePoints() {
        return Arbitraries.of("x", "é", "花", "😱");
    }

    @Test
    void theBoundIsOnBytesAfterSurrogatesAreReplaced() {
        assertThat(Labels.of("a", "\uD800".repeat(341)).value(0)).isEqualTo("\uFFFD".repeat(341));
        assertThat(Labels.of("a", "\uD800".repeat(342)).value(0)).isEqualTo("\uFFFD".repeat(340) + MARK);
    }

    @Test
    void thirtyTwoLabelsAreTaken() {
        assertThat(Labels.of(numbered(32)).size()).isEqualTo(32);
    }

    @Test
    void moreThanThirtyTwoLabelsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Labels.of(numbered(33)))
                .withMessage("a series has at most 32 labels, but got 33");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Labels.of(numbered(32)).with("more", "1"));
    }

    @Test
    void labelsThatAreAbsentDoNotCountAgainstTheBound() {
        Map<String, String> labels = new LinkedHashMap<>(numbered(32));
        labels.put("absent", "");

        assertThat(Labels.of(labels).size()).isEqualTo(32);
    }

    @Test
    void ofVeryManyLabelsThoseThatAreAbsentAreLeftOutAndTheOthersSorted() {
        Map<String, String> labels = new LinkedHashMap<>();
        IntStream.range(0, 200_000).forEach(i -> labels.put("l" + i, i % 50_000 == 0 ? "v" + i : ""));

        assertThat(Labels.of(labels))
                .isEqualTo(Labels.of("l0", "v0", "l100000", "v100000", "l150000", "v150000", "l50000", "v50000"));
    }

    @Test
    void oneOfVeryManyLabelsThatIsGivenTwiceIsRefused() {
        String[] pairs = new String[2 * 40];
        Arrays.fill(pairs, "");
        IntStream.range(0, 40).forEach(i -> pairs[2 * i] = "l" + i % 39);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Labels.of(pairs))
                .withMessage("label 'l0' is given twice, with the values '' and ''");
    }

    private static Map<String, String> numbered(int count) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            labels.put("l" + i, "v");
        }
        return labels;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a-b", "a.b", "a:b", "a b", "a\n", "é", "a\u0000", "ａ"})
    void anIllegalNameIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Labels.of(name, "x"))
                .withMessage("a label name must match [a-zA-Z_][a-zA-Z0-9_]*, but got " + Quoted.of(name));
    }

    @Test
    void anIllegalNameIsRefusedEvenWithAnEmptyValue() {
        assertThatIllegalArgumentException().isThrownBy(() -> Labels.of("a-b", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"__", "__name__", "__x"})
    void aReservedNameIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Labels.of(name, "x"))
                .withMessage("label names that begin with __ are reserved by Prometheus, but got '" + name + "'");
    }

    @Test
    void oneUnderscoreIsAName() {
        assertThat(Labels.of("_", "x").names()).containsExactly("_");
    }

    @Test
    void aNameThatIsGivenTwiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Labels.of("a", "1", "b", "2", "a", "3"))
                .withMessage("label 'a' is given twice, with the values '1' and '3'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Labels.of("a", "1").with("a", "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> Labels.of("a", "", "a", "1"));
    }

    @Test
    void anOddNumberOfStringsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Labels.of("a", "1", "b"))
                .withMessage("labels must be names and values in turn, but got 3 strings: '[a, 1, b]'");
    }

    @Test
    void nullsAreRefusedWithTheReason() {
        Map<String, String> nullValue = Collections.singletonMap("a", null);
        Map<String, String> nullName = Collections.singletonMap(null, "x");

        assertThatNullPointerException()
                .isThrownBy(() -> Labels.of("a", null))
                .withMessage("the value of label 'a' must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> Labels.of(null, "x"))
                .withMessage("a label name must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> Labels.of(nullValue))
                .withMessage("the value of label 'a' must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> Labels.of(nullName))
                .withMessage("a label name must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> Labels.empty().with("a", null))
                .withMessage("the value of label 'a' must not be null");
    }

    @Test
    void theArrayOfTheCallerIsNeitherKeptNorChanged() {
        String[] pairs = {"b", "1", "a", "2"};
        Labels labels = Labels.of(pairs);

        assertThat(pairs).containsExactly("b", "1", "a", "2");
        pairs[1] = "changed";
        assertThat(labels).isEqualTo(Labels.of("a", "2", "b", "1"));
    }

    @Test
    void aMapThatHasMoreEntriesThanItSaidIsTakenAsAWhole() {
        Map<String, String> grown = new AbstractMap<>() {
            @Override
            public Set<Entry<String, String>> entrySet() {
                return new AbstractSet<>() {
                    @Override
                    public int size() {
                        return 1;
                    }

                    @Override
                    public Iterator<Entry<String, String>> iterator() {
                        return Map.of("a", "1", "b", "2").entrySet().iterator();
                    }
                };
            }
        };

        assertThat(Labels.of(grown)).isEqualTo(Labels.of("a", "1", "b", "2"));
    }

    @Test
    void aSetIsNotChangedByTakingOneMore() {
        Labels labels = Labels.of("b", "1");

        assertThat(labels.with("a", "2")).isEqualTo(Labels.of("a", "2", "b", "1"));
        assertThat(labels).isEqualTo(Labels.of("b", "1"));
    }

    @Test
    void theEmptySetHasNoLabels() {
        assertThat(Labels.empty().isEmpty()).isTrue();
        assertThat(Labels.of()).isSameAs(Labels.empty());
        assertThat(Labels.of(Map.of())).isSameAs(Labels.empty());
        assertThat(Labels.empty()).hasToString("{}").isNotEqualTo("{}");
    }

    @Test
    void theTextIsThatOfPromqlOnOneLine() {
        assertThat(Labels.of("b", "x\ny", "a", "1")).hasToString("{a=\"1\",b=\"x\\ny\"}");
        assertThat(Labels.utf8("a\nb", "x")).hasToString("{a\\nb=\"x\"}");
    }

    @Test
    void theTextEscapesQuotesAndBackslashesInValues() {
        assertThat(Labels.of("a", "x\",b=\"y")).hasToString("{a=\"x\\\",b=\\\"y\"}");
        assertThat(Labels.of("a", "x\\")).hasToString("{a=\"x\\\\\"}");
    }
}
