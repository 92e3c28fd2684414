package io.metricskit;

import io.metricskit.model.LabelNames;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A series with counts per bucket and a sum, which always belong to the same observations. */
abstract class HistogramBlocks extends CumulativeSeries {
    /*
     * A block is one long[]: who is in it, the sum's bits, and a count for each bucket. To observe, a thread enters a
     * block by compare-and-set, changes it with plain stores and leaves it with a release store: one atomic operation,
     * whatever the number of buckets. A thread that finds a block taken does not wait for it but tries another one, and
     * adds a block if all are taken and there are not yet as many as processors; only then does it yield and try again.
     *
     * A snapshot enters the blocks one by one. Each observation lies in one block as a whole, so that the sum over
     * blocks is a set of whole observations: the count is the +Inf bucket, and the sum is theirs. It takes nothing from
     * a block, so that no later snapshot shows less.
     *
     * Between entering and leaving, nothing blocks or allocates, and only one thing throws: a call, where the stack is
     * at its end. So the new sum is worked out before anything is changed, count and sum are changed by plain stores,
     * and whoever entered leaves by a plain store, which needs no stack, if the call that does it properly fails.
     *
     * The first block is as small as can be and lies where the object does. Once threads have met in it, all go to
     * further blocks, which are padded, and hints part the threads.
     */

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle MORE = FieldHandle.of(MethodHandles.lookup(), "more", Blocks.class);

    private static final int PADDING = 16;
    private static final int OWNER = 0;
    private static final int SUM = 1;
    private static final int COUNTS = 2;
    private static final long FREE = 0;
    private static final long TAKEN = 1;

    /** The blocks of a series that threads have met in, and hints that name none but these. */
    record Blocks(long[][] all, StripeHints hints) {

        /** Returns one block more than there are, or the first two. */
        static Blocks more(@Nullable Blocks present, int cells) {
            long[][] all = present == null ? new long[2][] : Arrays.copyOf(present.all, present.all.length + 1);
            for (int i = 0; i < all.length; i++) {
                all[i] = all[i] == null ? new long[PADDING + cells + PADDING] : all[i];
            }
            return new Blocks(all, new StripeHints());
        }
    }

    private final long[] first;
    private volatile @Nullable Blocks more;

    HistogramBlocks(LabelNames names, String[] values, int buckets) {
        super(names, values);
        this.first = new long[COUNTS + buckets];
    }

    /** Adds an observation, which is not NaN, to a bucket. */
    final void add(int bucket, double value) {
        if (more == null && enter(first, 0)) {
            try {
                change(first, 0, bucket, value);
            } catch (StackOverflowError e) {
                first[OWNER] = FREE;
                throw e;
            }
        } else {
            addContended(bucket, value);
        }
    }

    private void addContended(int bucket, double value) {
        int slot = StripeHints.slot();
        while (true) {
            Blocks blocks = more;
            if (blocks != null && addToAny(blocks, slot, bucket, value)) {
                return;
            }
            if (blocks == null || blocks.all.length < StripeHints.MAX_STRIPES) {
                MORE.compareAndSet(this, blocks, Blocks.more(blocks, first.length));
            } else {
                Thread.yield();
            }
        }
    }

    private static boolean addToAny(Blocks blocks, int slot, int bucket, double value) {
        long[][] all = blocks.all;
        int at = blocks.hints.get(slot);
        for (int tries = 0; tries < all.length; tries++) {
            long[] block = all[at];
            if (enter(block, PADDING)) {
                try {
                    change(block, PADDING, bucket, value);
                } catch (StackOverflowError e) {
                    block[PADDING + OWNER] = FREE;
                    throw e;
                }
                blocks.hints.set(slot, at);
                return true;
            }
            at = at + 1 == all.length ? 0 : at + 1;
        }
        return false;
    }

    private static boolean enter(long[] block, int offset) {
        return LONGS.compareAndSet(block, offset + OWNER, FREE, TAKEN);
    }

    private static void change(long[] block, int offset, int bucket, double value) {
        long sum = Double.doubleToRawLongBits(Double.longBitsToDouble(block[offset + SUM]) + value);
        block[offset + COUNTS + bucket]++;
        block[offset + SUM] = sum;
        LONGS.setRelease(block, offset + OWNER, FREE);
    }

    /**
     * Adds up all blocks.
     *
     * @param counts receives the count of each bucket, not cumulative; all 0 before
     * @return the sum of the same observations
     */
    final double snapshot(long[] counts) {
        Blocks blocks = more;
        double sum = snapshot(first, 0, counts);
        if (blocks != null) {
            for (long[] block : blocks.all) {
                sum += snapshot(block, PADDING, counts);
            }
        }
        return sum;
    }

    private static double snapshot(long[] block, int offset, long[] counts) {
        enterPatiently(block, offset);
        try {
            for (int i = 0; i < counts.length; i++) {
                counts[i] += block[offset + COUNTS + i];
            }
            double sum = Double.longBitsToDouble(block[offset + SUM]);
            LONGS.setRelease(block, offset + OWNER, FREE);
            return sum;
        } catch (StackOverflowError e) {
            block[offset + OWNER] = FREE;
            throw e;
        }
    }

    private static void enterPatiently(long[] block, int offset) {
        for (int tries = 0; !enter(block, offset); tries++) {
            Patience.pause(tries);
        }
    }
}
