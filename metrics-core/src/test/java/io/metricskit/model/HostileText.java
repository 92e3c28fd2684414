package io.metricskit.model;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Strings of the kind that breaks escaping, normalisation and look-ups. */
final class HostileText {

    private HostileText() {}

    /** Short strings, many of them with the characters that formats escape or cannot encode; some are empty. */
    static Arbitrary<String> strings() {
        Arbitrary<Character> special = Arbitraries.of(
                '"', '\\', '\n', '\r', '\t', '\0', '{', '}', ',', '=', '#', ' ', 'é', '\u2028', '\uFFFD', '\u202E');
        Arbitrary<Character> surrogate = Arbitraries.chars().range('\uD800', '\uDFFF');
        Arbitrary<Character> plain = Arbitraries.chars().range('a', 'c');
        return Arbitraries.oneOf(special, surrogate, plain)
                .array(char[].class)
                .ofMaxSize(6)
                .map(String::new);
    }

    /** Returns the string with each unpaired surrogate as U+FFFD, found by the JDK's decoding of code points. */
    static String paired(String text) {
        StringBuilder paired = new StringBuilder();
        text.codePoints().map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c).forEach(paired::appendCodePoint);
        return paired.toString();
    }
}
