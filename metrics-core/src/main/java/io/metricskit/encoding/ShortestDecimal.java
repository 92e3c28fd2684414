package io.metricskit.encoding;

/**
 * The shortest decimal that reads back as a given double and, among those equally short, the one closest to it:
 * {@code d.dddd * 10^exponent()} with the digits of {@link #digits()}.
 *
 * <p>A decimal reads back as the double that is nearest to it, halves going to the even one (IEEE 754, as
 * {@link Double#parseDouble} does). One digit is enough where it is enough: the smallest double is {@code 5e-324}.
 *
 * <p>An instance holds the result of its last {@link #compute} and is reused; it is not thread-safe. The result is the
 * same on every JDK. Nothing is allocated, except once per power of ten and process.
 *
 * @see <a href="https://drive.google.com/file/d/1gp5xv4CAa78SVgCeWfGqqI4FfYYYuNFb">Raffaello Giulietti, The Schubfach way
 *     to render doubles</a>
 */
final class ShortestDecimal {

    /*
     * Schubfach, in the paper's names. The double is v = c * 2^q. All reals that round to it lie between the middles
     * towards its two neighbours, vl and vr, and the middles themselves count when c is even. Let k be the greatest
     * exponent with 10^k not above the width of that interval. Then the interval holds
     *   - at least one multiple of 10^k, so that no digit below 10^k is ever needed, and
     *   - at most one multiple of 10^(k+1), which is the answer if it is there, whatever number of zeros it ends in.
     * Otherwise the answer is one of the two multiples of 10^k around v, s * 10^k and t * 10^k: the closer one, or the
     * even one if v is halfway. So four candidates are tried at most.
     *
     * Below a power of two the doubles lie twice as densely, so the lower middle is nearer there ("irregular"). In all
     * other cases the interval reaches as far down as up, so that the closer multiple is inside if any is. Below a power
     * of two the lower one may be closer and yet outside.
     *
     * Which candidate it is looks random, so that branches would be mispredicted in every other number, at a cost of a
     * third of the whole: the candidates are selected by masks.
     *
     * The comparisons are exact although 10^-k is held in 126 bits only: vl, v and vr are scaled by 4 * 10^-k and
     * rounded to odd (the last bit is set if anything was cut off). As all candidates become even numbers, comparing
     * with such a value gives the same as comparing with the real one. The paper proves that 126 bits are enough
     * never to take a cut-off rest for none, nor the other way round.
     *
     * Zeros are put behind the digits up to a fixed number of them, at most one unless the double is subnormal. To take
     * them away would need divisions and branches that depend on the digits; whoever writes them finds the last one
     * that is not zero by a look at the bytes.
     */

    /** How many digits a result has; zeros at the end are not part of the shortest decimal. */
    static final int DIGITS = 17;

    private static final int FRACTION_BITS = 52;
    private static final long FRACTION_MASK = (1L << FRACTION_BITS) - 1;
    private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
    private static final int MIN_BINARY_EXPONENT = -1074;

    /** The first number that has {@link #DIGITS}. */
    private static final long LEAST = 10_000_000_000_000_000L;

    private long digits;
    private int exponent;

    /** Returns the digits of the last result: {@link #DIGITS} of them, of which the first is not zero. */
    long digits() {
        return digits;
    }

    /** Returns the power of ten that the first digit of the last result counts. */
    int exponent() {
        return exponent;
    }

    /** Sets the result for a value that must be finite and greater than zero. */
    void compute(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int biased = (int) (bits >>> FRACTION_BITS);
        long fraction = bits & FRACTION_MASK;
        boolean normal = biased != 0;
        long c = normal ? fraction | HIDDEN_BIT : fraction;
        int q = MIN_BINARY_EXPONENT + (normal ? biased - 1 : 0);
        boolean irregular = fraction == 0 && biased > 1;

        int k = irregular ? floorLog10ThreeQuartersPow2(q) : floorLog10Pow2(q);
        int shift = q + PowerOfTen.floorLog2(-k) + 2;
        PowerOfTen power = PowerOfTen.of(-k);
        long v = scaleToOdd(power, 4 * c << shift);
        long vl = scaleToOdd(power, (irregular ? 4 * c - 1 : 4 * c - 2) << shift);
        long vr = scaleToOdd(power, 4 * c + 2 << shift);
        // With an odd c the middles are outside: the lowest that may be reached is one up, the highest one down.
        long excluded = c & 1;
        long lowest = vl + excluded;
        long highest = vr - excluded;

        long s = v >> 2;
        long ones = s + upperIfNearer(s, v);
        if (irregular && lowest > 4 * ones) {
            ones++;
        }
        long tens = s / 10 * 10;
        long lowerTens = ifNegative(lowest - 4 * tens - 1);
        long upperTens = ifNegative(4 * (tens + 10) - highest - 1);
        set(select(lowerTens | upperTens, tens + (10 & upperTens), ones), k);
    }

    /** Returns 1 where the multiple above {@code s} is closer to {@code v / 4}, or as close and even, and 0 otherwise. */
    private static long upperIfNearer(long s, long v) {
        long fromMiddle = v - (4 * s + 2);
        return -ifNegative(-fromMiddle - (s & 1));
    }

    /** Sets the result to {@code multiple * 10^k}. */
    private void set(long multiple, int k) {
        long isShort = ifNegative(multiple - LEAST);
        long padded = select(isShort, 10 * multiple, multiple);
        int first = k + DIGITS - 1 + (int) isShort;
        while (padded < LEAST) {
            padded *= 10;
            first--;
        }
        digits = padded;
        exponent = first;
    }

    /** Returns all ones for a negative number, and 0 for others. */
    private static long ifNegative(long number) {
        return number >> 63;
    }

    private static long select(long mask, long ifOnes, long otherwise) {
        return ifOnes & mask | otherwise & ~mask;
    }

    /**
     * Returns {@code g * scaled / 2^127} rounded to odd. A rest below {@code 2^64} is no rest: it is what rounding
     * {@code g} up has added.
     */
    private static long scaleToOdd(PowerOfTen power, long scaled) {
        long lowCarry = Math.multiplyHigh(power.low(), scaled);
        long middle = (power.high() * scaled >>> 1) + lowCarry;
        long floor = Math.multiplyHigh(power.high(), scaled) + (middle >>> 63);
        boolean rest = (middle & Long.MAX_VALUE) != 0;
        return rest ? floor | 1 : floor;
    }

    /** Returns {@code floor(log10(2^q))}, exact for the binary exponent of every double. */
    private static int floorLog10Pow2(int q) {
        return q * 1_262_611 >> 22;
    }

    /** Returns {@code floor(log10(3/4 * 2^q))}, exact for the binary exponent of every double. */
    private static int floorLog10ThreeQuartersPow2(int q) {
        return q * 1_262_611 - 524_031 >> 22;
    }
}
