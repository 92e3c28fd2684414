package io.metricskit;

import io.metricskit.model.Thresholds;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the bucket of an observation: the first whose upper bound is not below it. */
final class BucketSearch {
    /*
     * The leading bits of a double, its exponent and the top of its mantissa, cut the positive numbers into cells that
     * ascend as the numbers do. Where no cell holds more than one bound, a table says how many bounds lie in the cells
     * before that of the observation, and one comparison with the next bound decides. Cells are made as coarse as the
     * bounds allow. Numbers below the first cell, negative ones among them, belong to the first bucket; those above the
     * last bound's cell, to +Inf.
     *
     * Bounds that would take too large a table (such as 0, which is far below every other number by its bits) and
     * negative ones are counted one by one instead, or halved where there are many, without a branch that could be
     * mispredicted.
     */

    private static final int MAX_CELLS = 512;

    /** More bounds take longer to count than to halve. */
    private static final int MAX_COUNTED = 16;

    private static final int EXPONENT_SHIFT = 52;
    private static final int MOST_MANTISSA_BITS = 8;

    /** That of {@link Buckets#defaults()}, which most histograms share. */
    static final BucketSearch DEFAULT = new BucketSearch(Thresholds.upperBounds(Buckets.defaults()));

    private final Thresholds upperBounds;
    private final double[] bounds;

    /** For each cell, how many bounds lie in the cells before; empty where there is no table. */
    private final short[] before;

    private final int shift;
    private final long firstCell;

    /** Creates the search among bounds of which the last is positive infinity. */
    BucketSearch(Thresholds upperBounds) {
        this.upperBounds = upperBounds;
        this.bounds = upperBounds.toArray();
        this.shift = coarsestShift(bounds);
        this.firstCell = cell(bounds[0], shift);
        this.before = shift < 0 ? new short[0] : table(bounds, shift);
    }

    Thresholds upperBounds() {
        return upperBounds;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this || other instanceof BucketSearch search && Arrays.equals(bounds, search.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** Returns the finite bounds. */
    @Override
    public String toString() {
        return "buckets " + Arrays.toString(Arrays.copyOf(bounds, bounds.length - 1));
    }

    /** Returns how far to shift the bits of a double so that no two finite bounds share a cell, or -1. */
    private static int coarsestShift(double[] bounds) {
        int finite = bounds.length - 1;
        if (!(bounds[0] > 0)) {
            return -1;
        }
        for (int shift = EXPONENT_SHIFT; shift >= EXPONENT_SHIFT - MOST_MANTISSA_BITS; shift--) {
            if (cell(bounds[finite - 1], shift) - cell(bounds[0], shift) + 2 > MAX_CELLS) {
                return -1;
            }
            boolean apart = true;
            for (int i = 1; i < finite; i++) {
                apart &= cell(bounds[i], shift) > cell(bounds[i - 1], shift);
            }
            if (apart) {
                return shift;
            }
        }
        return -1;
    }

    private static short[] table(double[] bounds, int shift) {
        int finite = bounds.length - 1;
        long first = cell(bounds[0], shift);
        short[] before = new short[(int) (cell(bounds[finite - 1], shift) - first) + 2];
        int bound = 0;
        for (int i = 0; i < before.length; i++) {
            before[i] = (short) bound;
            if (bound < finite && cell(bounds[bound], shift) == first + i) {
                bound++;
            }
        }
        return before;
    }

    private static long cell(double value, int shift) {
        return Double.doubleToRawLongBits(value) >> shift;
    }

    /** Returns the index of the bucket of a value, which is not NaN. */
    int bucketOf(double value) {
        short[] table = before;
        if (table.length == 0) {
            return bounds.length <= MAX_COUNTED ? count(value) : halve(value);
        }
        long cell = Math.min(table.length - 1, Math.max(0, cell(value, shift) - firstCell));
        int bucket = table[(int) cell];
        return bucket + (value > bounds[bucket] ? 1 : 0);
    }

    private int count(double value) {
        int bucket = 0;
        for (double bound : bounds) {
            bucket += value > bound ? 1 : 0;
        }
        return bucket;
    }

    private int halve(double value) {
        int bucket = 0;
        int undecided = bounds.length;
        while (undecided > 1) {
            int half = undecided >>> 1;
            bucket += value > bounds[bucket + half - 1] ? half : 0;
            undecided -= half;
        }
        return bucket;
    }
}
