package io.metricskit.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Whole numbers as decimal digits in ASCII. Nothing is allocated; all methods are stateless. */
final class DecimalDigits {
    /*
     * Eight digits are worked out at once, in the eight bytes of a long: halves of four digits, then quarters of two,
     * then digits, each division by a multiplication and a shift. The first digit is in the lowest byte, so that
     * leading zeros are trailing zero bits, which one shift removes whatever their number: no branch depends on the
     * digits. Always eight bytes are stored; those behind the digits are there to be overwritten.
     */

    /** The length of the longest number that {@link #signed} writes. */
    static final int MAX_LENGTH = 20;

    /** How much room behind the end of a number it needs besides. */
    static final int SCRATCH = 7;

    /** The first number of more than eight digits. */
    static final int TEN_TO_THE_EIGHT = 100_000_000;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROS = 0x3030_3030_3030_3030L;

    /** The only long whose magnitude is not a long. */
    private static final byte[] MIN_LONG = "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);

    private DecimalDigits() {}

    /**
     * Writes any long, with a minus sign if it is negative, and returns the index after it. What is up to
     * {@link #SCRATCH} bytes behind may be overwritten.
     */
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
        return write(magnitude, target, start);
    }

    /**
     * Writes a number that is not negative, and returns the index after it. What is up to {@link #SCRATCH} bytes behind
     * may be overwritten.
     */
    static int write(long number, byte[] target, int at) {
        if (number < TEN_TO_THE_EIGHT) {
            return writeLeading((int) number, target, at);
        }
        long high = number / TEN_TO_THE_EIGHT;
        int end = write(high, target, at);
        put(eightDigits((int) (number - high * TEN_TO_THE_EIGHT)), target, end);
        return end + Long.BYTES;
    }

    /** Writes up to eight digits, without leading zeros. */
    private static int writeLeading(int number, byte[] target, int at) {
        long digits = eightDigits(number);
        // The last digit stands even if it is 0: the bit that is set here is above all that are looked at.
        int leadingZeros = Long.numberOfTrailingZeros(digits | 1L << 56) & ~7;
        put(digits >>> leadingZeros, target, at);
        return at + Long.BYTES - (leadingZeros >> 3);
    }

    /** Writes eight digits. */
    static void put(long digits, byte[] target, int at) {
        EIGHT.set(target, at, digits | ZEROS);
    }

    /** Returns how many of eight digits are left without the zeros at their end. */
    static int significant(long digits) {
        return Long.BYTES - Long.numberOfLeadingZeros(digits) / Byte.SIZE;
    }

    /** Returns the digits of a number below 10^8, leading zeros included, the first in the lowest byte. */
    static long eightDigits(int number) {
        // n << w less q * ((d << w) - 1) is n / d, which is q, and w bits above it n % d.
        long thousands = number * 109_951_163L >>> 40;
        long halves = ((long) number << 32) - thousands * ((10_000L << 32) - 1);
        long hundreds = (halves * 10_486 >>> 20) & 0x7F_0000_007FL;
        long quarters = (halves << 16) - hundreds * ((100 << 16) - 1);
        long tens = (quarters * 103 >>> 10) & 0x000F_000F_000F_000FL;
        return (quarters << 8) - tens * ((10 << 8) - 1);
    }
}
