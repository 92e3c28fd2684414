package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.encoding.LabelSetHash;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelHashTests {

    private static final List<String> FLOOD = EqualHashCodes.strings(14);

    @ParameterizedTest
    @ValueSource(longs = {LabelHash.UNKEYED, 1, -7_046_029_254_386_353_131L})
    void absentLabelsAddNothing(long key) {
        assertThat(LabelHash.pair(key, "a", "")).isZero();
        assertThat(LabelHash.pair(key, "a", null)).isZero();
        assertThat(LabelHash.pair(key, null, "x")).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {LabelHash.UNKEYED, 1, -7_046_029_254_386_353_131L})
    void equalPairsHaveEqualHashes(long key) {
        assertThat(LabelHash.pair(key, new String("name"), new String("value")))
                .isEqualTo(LabelHash.pair(key, "name", "value"));
    }

    @ParameterizedTest
    @ValueSource(longs = {LabelHash.UNKEYED, 1, -7_046_029_254_386_353_131L})
    void theSumDependsOnWhichNameHasWhichValue(long key) {
        int straight = LabelHash.pair(key, "a", "x") + LabelHash.pair(key, "b", "y");
        int swapped = LabelHash.pair(key, "a", "y") + LabelHash.pair(key, "b", "x");

        assertThat(straight).isNotEqualTo(swapped);
    }

    @Test
    void withoutAKeyAFloodOfEqualHashCodesIsOneHash() {
        assertThat(hashes(LabelHash.UNKEYED, FLOOD)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, -1, -7_046_029_254_386_353_131L})
    void aKeyTellsAFloodOfEqualHashCodesApart(long key) {
        Collection<Integer> hashes = hashes(key, FLOOD);

        // Of 2^14 random 32-bit numbers, some 0.03 pairs are equal.
        assertThat(hashes).hasSizeGreaterThan(FLOOD.size() - 16);
        assertThat(longestRun(hashes)).isLessThan(64);
    }

    @Test
    void theLowBitsOfNumberedValuesAreSpread() {
        List<String> numbered =
                IntStream.range(0, 1 << 14).mapToObj(i -> "/orders/" + i).toList();

        assertThat(longestRun(hashes(LabelHash.UNKEYED, numbered))).isLessThan(64);
    }

    @Test
    void anotherKeyMakesOtherHashes() {
        assertThat(LabelHash.pair(1, "a", "x")).isNotEqualTo(LabelHash.pair(3, "a", "x"));
    }

    private static Collection<Integer> hashes(long key, List<String> values) {
        return values.stream()
                .map(value -> LabelSetHash.spread(LabelHash.pair(key, "k", value)))
                .collect(Collectors.toSet());
    }

    /** Returns the largest number of hashes that share their low bits, at a load of a half. */
    private static int longestRun(Collection<Integer> hashes) {
        int[] perPlace = new int[1 << 15];
        return hashes.stream()
                .mapToInt(hash -> ++perPlace[hash & (perPlace.length - 1)])
                .max()
                .orElseThrow();
    }
}
