package io.metricskit.model;

import io.metricskit.encoding.ByteWriter;
import java.nio.charset.StandardCharsets;

/** The one normal form of a label value: no unpaired surrogates, and at most 1 KiB of UTF-8. */
final class LabelValue {

    static final int MAX_BYTES = 1024;
    private static final String CUT_MARK = "…";
    private static final int ROOM_BEFORE_MARK = MAX_BYTES - CUT_MARK.getBytes(StandardCharsets.UTF_8).length;

    private LabelValue() {}

    /** Returns the normal form of a value, the same object where it is normal already. */
    static String normalise(String value) {
        // What lies behind is cut off in any case: a char is at least one byte, or half of a pair of four.
        String head = value.length() > MAX_BYTES + 1 ? value.substring(0, MAX_BYTES + 1) : value;
        String paired = hasUnpairedSurrogate(head) ? withoutUnpairedSurrogates(head) : head;
        // One char is at most three bytes, so most values need no counting.
        if (paired.length() <= MAX_BYTES / 3 || ByteWriter.utf8Length(paired) <= MAX_BYTES) {
            return paired;
        }
        return paired.substring(0, charsThatFit(paired)) + CUT_MARK;
    }

    /**
     * Refuses a name, of a metric or a label, that is empty, not as a label value has to be, or has a NUL: Prometheus
     * stops reading there, and loses the whole target.
     */
    static void requireNormalName(String what, String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0 || !normalise(name).equals(name)) {
            throw new IllegalArgumentException(
                    "a " + what + " name must not be empty, have no NUL character, no unpaired surrogates and at most "
                            + MAX_BYTES + " bytes, but got " + Quoted.of(name));
        }
    }

    private static boolean hasUnpairedSurrogate(String value) {
        for (int i = 0; i < value.length(); ) {
            int codePoint = value.codePointAt(i);
            if (isUnpairedSurrogate(codePoint)) {
                return true;
            }
            i += Character.charCount(codePoint);
        }
        return false;
    }

    private static String withoutUnpairedSurrogates(String value) {
        int[] codePoints = value.codePoints()
                .map(codePoint -> isUnpairedSurrogate(codePoint) ? 0xFFFD : codePoint)
                .toArray();
        return new String(codePoints, 0, codePoints.length);
    }

    /** Two of a pair are one code point that is no surrogate. */
    private static boolean isUnpairedSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static int charsThatFit(String value) {
        int bytes = 0;
        int chars = 0;
        while (true) {
            int codePoint = value.codePointAt(chars);
            bytes += ByteWriter.utf8Length(codePoint);
            if (bytes > ROOM_BEFORE_MARK) {
                return chars;
            }
            chars += Character.charCount(codePoint);
        }
    }
}
