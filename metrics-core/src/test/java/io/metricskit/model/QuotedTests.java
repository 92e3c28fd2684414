package io.metricskit.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuotedTests {

    @Test
    void textStandsInSingleQuotes() {
        assertThat(Quoted.of("a b")).isEqualTo("'a b'");
        assertThat(Quoted.of("")).isEqualTo("''");
        assertThat(Quoted.of(5)).isEqualTo("'5'");
    }

    @Test
    void nullHasNoQuotes() {
        assertThat(Quoted.of(null)).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource({
        "10, \\n",
        "13, \\r",
        "9, \\t",
        "0, \\u0000",
        "27, \\u001b",
        "133, \\u0085",
        "8232, \\u2028",
        "8233, \\u2029",
        "8238, \\u202e",
        "127, \\u007f",
        "55296, \\ud800",
        "57343, \\udfff",
        "917505, \\ue0001"
    })
    void charactersThatControlATerminalOrCannotBeSeenAreEscaped(int codePoint, String escaped) {
        assertThat(Quoted.of("a" + Character.toString(codePoint) + "b")).isEqualTo("'a" + escaped + "b'");
    }

    @Test
    void textOfTwoHundredCharactersIsWhole() {
        assertThat(Quoted.of("x".repeat(200))).isEqualTo("'" + "x".repeat(200) + "'");
    }

    @Test
    void longerTextIsCutAndMarked() {
        assertThat(Quoted.of("x".repeat(201))).isEqualTo("'" + "x".repeat(200) + "…'");
    }

    @Test
    void aPairOfSurrogatesIsNotCutInTwo() {
        assertThat(Quoted.of("x".repeat(199) + "😱")).isEqualTo("'" + "x".repeat(199) + "…'");
        assertThat(Quoted.of("x".repeat(198) + "😱y")).isEqualTo("'" + "x".repeat(198) + "😱…'");
    }

    @Property(tries = 500)
    void theResultIsOneLineWithoutControlCharacters(@ForAll String text) {
        assertThat(Quoted.of(text).codePoints()).noneMatch(QuotedTests::controls);
    }

    private static boolean controls(int codePoint) {
        return Character.isISOControl(codePoint) || codePoint == 0x2028 || codePoint == 0x2029 || codePoint == 0x202E;
    }
}
