package io.metricskit.benchmarks;

/**
 * The limit of a summary: a sketch with one bucket for each quarter of a power of two from 2<sup>-32</sup> to
 * 2<sup>32</sup>. It has no window, and bounds the error of the value, not of the rank.
 */
final class LimitSketch {

    private static final int SIGNIFICAND_BITS_LEFT_OUT = 50;
    private static final int SMALLEST = (Double.MAX_EXPONENT - 32) << 2;
    private static final int BLOCKS = 4;
    private static final int BUCKETS = 64 << 2;

    private final LimitBlocks blocks = new LimitBlocks(BLOCKS, BUCKETS);

    void observe(double value) {
        int quarter = (int) (Double.doubleToRawLongBits(value) >>> SIGNIFICAND_BITS_LEFT_OUT);
        blocks.add(Math.max(0, Math.min(BUCKETS - 1, quarter - SMALLEST)), value);
    }
}
