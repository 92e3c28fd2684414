package io.metricskit.encoding;

import java.nio.charset.StandardCharsets;

/** Whole numbers as decimal digits in ASCII, two digits at a time. Nothing is allocated; all methods are stateless. */
final class DecimalDigits {

    /** The length of the longest number that {@link #signed} writes. */
    static final int MAX_LENGTH = 20;

    /** The only long whose magnitude is not a long. */
    private static final byte[] MIN_LONG = "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);

    /** "00" to "99", one after the other. */
    private static final byte[] PAIRS = new byte[200];

    private static final long[] POWERS = new long[19];

    static {
        for (int i = 0; i < 100; i++) {
            PAIRS[2 * i] = (byte) ('0' + i / 10);
            PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
        }
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private DecimalDigits() {}

    /** Writes any long, with a minus sign if it is negative, and returns the index after it. */
    static int signed(long value, byte[] target, int at) {
        if (value == Long.MIN_VALUE) {
            System.arraycopy(MIN_LONG, 0, target, at, MIN_LONG.length);
            return at + MIN_LONG.length;
        }
        long magnitude = value;
        int start = at;
        if (value < 0) {
            magnitude = -value;
            target[start++] = '-';
        }
        int end = start + count(magnitude);
        writeBefore(end, magnitude, target);
        return end;
    }

    /** Returns how many digits a number that is not negative has; zero has one. */
    static int count(long number) {
        // Counting 0 as 1 and 2 as 3 changes no length, as all powers of ten but 1 are even.
        long odd = number | 1;
        int bits = Long.SIZE - Long.numberOfLeadingZeros(odd);
        int estimate = bits * 1233 >> 12; // 1233 / 4096 is log10(2), close enough for 63 bits
        return odd >= POWERS[estimate] ? estimate + 1 : estimate;
    }

    /** Writes a number that is not negative so that its last digit stands before {@code end}. */
    static void writeBefore(int end, long number, byte[] target) {
        int at = end;
        long rest = number;
        while (rest > Integer.MAX_VALUE) {
            long hundreds = rest / 100;
            at = writePairBefore(at, (int) (rest - 100 * hundreds), target);
            rest = hundreds;
        }
        int small = (int) rest;
        while (small >= 100) {
            int hundreds = small / 100;
            at = writePairBefore(at, small - 100 * hundreds, target);
            small = hundreds;
        }
        if (small >= 10) {
            writePairBefore(at, small, target);
        } else {
            target[at - 1] = (byte) ('0' + small);
        }
    }

    private static int writePairBefore(int end, int pair, byte[] target) {
        target[end - 1] = PAIRS[2 * pair + 1];
        target[end - 2] = PAIRS[2 * pair];
        return end - 2;
    }
}
