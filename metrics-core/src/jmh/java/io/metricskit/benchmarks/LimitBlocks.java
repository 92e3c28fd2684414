package io.metricskit.benchmarks;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The limit of a consistent observation: blocks of bucket counts and the sum side by side, each entered with one
 * compare-and-set and left with one release store; a thread prefers a block of its own.
 */
final class LimitBlocks {

    private static final int LOCK = 0;
    private static final int SUM = 1;
    private static final int FIRST_BUCKET = 2;

    /** Between blocks, so that no two share a cache line or the one that the processor fetches with it. */
    private static final int PADDING = 16;

    private final AtomicLongArray cells;
    private final int blocks;
    private final int distance;

    /**
     * Creates empty blocks.
     *
     * @param blocks how many, a power of two
     * @param buckets how many each has
     */
    LimitBlocks(int blocks, int buckets) {
        this.blocks = blocks;
        distance = FIRST_BUCKET + buckets + PADDING;
        cells = new AtomicLongArray(blocks * distance - PADDING);
    }

    void add(int bucket, double value) {
        int block = (int) Thread.currentThread().getId() & (blocks - 1);
        while (!cells.compareAndSet(block * distance + LOCK, 0, 1)) {
            block = (block + 1) & (blocks - 1);
        }
        int start = block * distance;
        double sum = Double.longBitsToDouble(cells.getPlain(start + SUM)) + value;
        cells.setPlain(start + SUM, Double.doubleToRawLongBits(sum));
        int cell = start + FIRST_BUCKET + bucket;
        cells.setPlain(cell, cells.getPlain(cell) + 1);
        cells.setRelease(start + LOCK, 0);
    }

    /** Returns a count of the first block. */
    long count(int bucket) {
        return cells.getAcquire(FIRST_BUCKET + bucket);
    }

    /** Returns the sum of the first block. */
    double sum() {
        return Double.longBitsToDouble(cells.getAcquire(SUM));
    }
}
