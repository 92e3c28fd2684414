package io.metricskit;

import java.util.List;
import java.util.stream.IntStream;

/** Strings that an attacker would send: all different, all with the same {@link String#hashCode}. */
final class EqualHashCodes {

    private EqualHashCodes() {}

    /** Returns 2<sup>pairs</sup> strings, of the pairs {@code Aa} and {@code BB}. */
    static List<String> strings(int pairs) {
        return IntStream.range(0, 1 << pairs)
                .mapToObj(number -> string(number, pairs))
                .toList();
    }

    private static String string(int number, int pairs) {
        StringBuilder text = new StringBuilder(2 * pairs);
        for (int bit = 0; bit < pairs; bit++) {
            text.append((number >>> bit & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }
}
