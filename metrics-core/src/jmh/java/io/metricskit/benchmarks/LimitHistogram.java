package io.metricskit.benchmarks;

import io.metricskit.Buckets;

/** The limit of a histogram: a count of the bounds below the value without branches, then one block. */
final class LimitHistogram {

    static final int BUCKETS = Buckets.defaults().length + 1;

    private static final double[] BOUNDS = Buckets.defaults();

    private final LimitBlocks blocks;

    LimitHistogram(int blocks) {
        this.blocks = new LimitBlocks(blocks, BUCKETS);
    }

    void observe(double value) {
        int bucket = 0;
        for (double bound : BOUNDS) {
            bucket += value > bound ? 1 : 0;
        }
        blocks.add(bucket, value);
    }

    LimitBlocks blocks() {
        return blocks;
    }
}
