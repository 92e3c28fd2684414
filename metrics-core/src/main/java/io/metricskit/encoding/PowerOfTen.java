package io.metricskit.encoding;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A power of ten in 126 bits, rounded up: {@code g = floor(10^e * 2^-r) + 1}, where {@code r} is such that
 * {@code 2^125 <= g <= 2^126}.
 *
 * <p>Immutable. {@link #of} may be called by any thread.
 *
 * @param high the bits of {@code g} from bit 63 up
 * @param low the lower 63 bits of {@code g}
 */
record PowerOfTen(long high, long low) {

    /*
     * Computed when first asked for and then kept: a process prints doubles of a few magnitudes, so that neither a
     * table of 617 pairs in the class file nor the time to fill one is worth its price. An entry takes a microsecond
     * or two to compute.
     *
     * The array is read and written without synchronization. Threads that race for one entry compute equal records,
     * and whichever stays is right. A thread that sees a reference also sees the fields behind it, because those of
     * a record are final (JLS 17.5); each look-up reads the element only once.
     */

    static final int MIN_EXPONENT = -292;
    static final int MAX_EXPONENT = 324;

    private static final int BITS = 126;
    private static final int LOW_BITS = 63;
    private static final @Nullable PowerOfTen[] CACHE = new @Nullable PowerOfTen[MAX_EXPONENT - MIN_EXPONENT + 1];

    /** Returns the entry for {@code 10^exponent}, {@link #MIN_EXPONENT} to {@link #MAX_EXPONENT}. */
    static PowerOfTen of(int exponent) {
        int index = exponent - MIN_EXPONENT;
        PowerOfTen cached = CACHE[index];
        if (cached == null) {
            cached = compute(exponent);
            CACHE[index] = cached;
        }
        return cached;
    }

    /** Returns {@code floor(log2(10^exponent))}, exact between {@link #MIN_EXPONENT} and {@link #MAX_EXPONENT}. */
    static int floorLog2(int exponent) {
        return exponent * 1_741_647 >> 19;
    }

    private static PowerOfTen compute(int exponent) {
        int r = floorLog2(exponent) - (BITS - 1);
        BigInteger power = BigInteger.TEN.pow(Math.abs(exponent));
        BigInteger floor = exponent >= 0
                ? power.shiftRight(r)
                : BigInteger.ONE.shiftLeft(-r).divide(power);
        BigInteger g = floor.add(BigInteger.ONE);
        return new PowerOfTen(g.shiftRight(LOW_BITS).longValue(), g.longValue() & Long.MAX_VALUE);
    }
}
