package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StringPoolTests {

    private final StringPool pool = new StringPool();

    @Test
    void theFirstOfEqualStringsStandsForAll() {
        String first = new String("GET");

        assertThat(pool.intern(first)).isSameAs(first);
        assertThat(pool.intern(new String("GET"))).isSameAs(first);
        assertThat(pool.intern("POST")).isEqualTo("POST").isNotSameAs(first);
    }

    @Test
    void stringsStaySharedWhileThePoolGrows() {
        List<String> firsts =
                IntStream.range(0, 10_000).mapToObj(i -> "value " + i).toList();
        firsts.forEach(pool::intern);

        assertThat(firsts)
                .allSatisfy(first -> assertThat(pool.intern(new String(first))).isSameAs(first));
    }

    @Test
    void theEmptyStringIsAStringAsAnyOther() {
        String empty = new String("");

        assertThat(pool.intern(empty)).isSameAs(empty);
        assertThat(pool.intern("")).isSameAs(empty);
    }

    @Test
    void aFloodOfEqualHashCodesIsNotSharedBeyondAFewProbes() {
        List<String> flood = EqualHashCodes.strings(14);
        flood.forEach(pool::intern);

        long shared = flood.stream()
                .filter(string -> pool.intern(new String(string)) == string)
                .count();
        assertThat(shared).isBetween(1L, 256L);
        assertThat(flood)
                .allSatisfy(
                        string -> assertThat(pool.intern(new String(string))).isEqualTo(string));
    }

    @Test
    void aFloodDoesNotKeepOtherStringsFromBeingShared() {
        EqualHashCodes.strings(14).forEach(pool::intern);
        String other = new String("GET");

        assertThat(pool.intern(other)).isSameAs(other);
        assertThat(pool.intern(new String("GET"))).isSameAs(other);
    }
}
