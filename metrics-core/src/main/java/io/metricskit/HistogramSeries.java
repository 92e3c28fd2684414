package io.metricskit;

import io.metricskit.model.LabelNames;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A series with counts per bucket and a sum, which always belong to the same observations. */
abstract class HistogramSeries extends CumulativeSeries {
    /*
     * A stripe is one long[]: who is in it, the sum's bits, and a count for each bucket. To observe, a thread enters a
     * stripe by compare-and-set, changes it with plain stores and leaves it with a release store: one atomic operation,
     * whatever the number of buckets. A thread that finds a stripe taken does not wait for it but tries another one,
     * and adds a stripe if all are taken and there are not yet as many as processors; only then does it yield and try
     * again.
     *
     * A snapshot enters the stripes one by one. Each observation lies in one stripe as a whole, so that the sum over
     * stripes is a set of whole observations: the count is the +Inf bucket, and the sum is theirs. It takes nothing
     * from a stripe, so that no later snapshot shows less.
     *
     * Between entering and leaving, nothing waits, and only calls can throw: where the stack overflows or, at the first
     * one, memory runs out. So the new sum is worked out before anything is changed, count and sum are changed by plain
     * stores, and where the call that leaves the stripe fails, a plain store does it, which needs neither stack nor
     * memory.
     *
     * The first stripe is as small as can be and lies where the object does. Once threads have met in it several times
     * in a row, all go to further stripes, which are padded, and hints part the threads. A snapshot, which comes and
     * goes, is no such thread: it is waited for, though only for a while, since its thread may be stopped on the way.
     */

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle MORE = FieldHandle.of(MethodHandles.lookup(), "more", Stripes.class);

    private static final int OWNER = 0;
    private static final int SUM = 1;
    private static final int COUNTS = 2;
    private static final long FREE = 0;
    private static final long ADDING = 1;
    private static final long READING = 2;

    /** The stripes of a series that threads have met in, and hints that name none but these. */
    record Stripes(long[][] all, StripeHints hints) {

        /** Returns one stripe more than there are, or the first two. */
        static Stripes more(@Nullable Stripes present, int cells) {
            long[][] all = present == null ? new long[2][] : Arrays.copyOf(present.all, present.all.length + 1);
            for (int i = 0; i < all.length; i++) {
                all[i] = all[i] == null ? new long[StripeHints.PADDING + cells + StripeHints.PADDING] : all[i];
            }
            return new Stripes(all, new StripeHints());
        }
    }

    private final long[] first;
    private volatile @Nullable Stripes more;

    HistogramSeries(LabelNames names, String[] values, int buckets) {
        super(names, values);
        this.first = new long[COUNTS + buckets];
    }

    /** Adds an observation, which is not NaN, to a bucket. */
    final void add(int bucket, double value) {
        if (more != null || !tryAdd(first, 0, bucket, value)) {
            addContended(bucket, value);
        }
    }

    private void addContended(int bucket, double value) {
        int slot = StripeHints.slot();
        int tries = 0;
        while (true) {
            Stripes stripes = more;
            if (stripes == null ? addToFirst(bucket, value) : addToAny(stripes, slot, bucket, value)) {
                return;
            }
            if (stripes == null || stripes.all.length < StripeHints.MAX_STRIPES) {
                MORE.compareAndSet(this, stripes, Stripes.more(stripes, first.length));
            } else {
                Patience.pause(tries++);
            }
        }
    }

    /** Waits, though only for a while, for a snapshot in the first stripe, or for a thread that is there by chance. */
    private boolean addToFirst(int bucket, double value) {
        int meetings = 0;
        for (int tries = 0; more == null && Patience.isShort(tries); tries++) {
            if (tryAdd(first, 0, bucket, value)) {
                return true;
            }
            if (owner(first) == ADDING && !Patience.isChance(++meetings)) {
                return false;
            }
            Patience.pause(tries);
        }
        return false;
    }

    private static long owner(long[] stripe) {
        return (long) LONGS.getOpaque(stripe, OWNER);
    }

    private static boolean addToAny(Stripes stripes, int slot, int bucket, double value) {
        long[][] all = stripes.all;
        int at = stripes.hints.get(slot);
        for (int tries = 0; tries < all.length; tries++) {
            if (tryAdd(all[at], StripeHints.PADDING, bucket, value)) {
                stripes.hints.set(slot, at);
                return true;
            }
            at = at + 1 == all.length ? 0 : at + 1;
        }
        return false;
    }

    /** Adds an observation, unless another thread is in the stripe. */
    private static boolean tryAdd(long[] stripe, int offset, int bucket, double value) {
        if (!LONGS.compareAndSet(stripe, offset + OWNER, FREE, ADDING)) {
            return false;
        }
        try {
            long sum = Double.doubleToRawLongBits(Double.longBitsToDouble(stripe[offset + SUM]) + value);
            stripe[offset + COUNTS + bucket]++;
            stripe[offset + SUM] = sum;
            LONGS.setRelease(stripe, offset + OWNER, FREE);
            return true;
        } catch (Throwable e) {
            stripe[offset + OWNER] = FREE;
            throw e;
        }
    }

    /** Adds the counts of all buckets, not cumulative, and returns the sum of the same observations. */
    final double snapshot(long[] counts) {
        Stripes stripes = more;
        double sum = snapshot(first, 0, counts);
        if (stripes != null) {
            for (long[] stripe : stripes.all) {
                sum += snapshot(stripe, StripeHints.PADDING, counts);
            }
        }
        return sum;
    }

    private static double snapshot(long[] stripe, int offset, long[] counts) {
        enterPatiently(stripe, offset);
        try {
            for (int i = 0; i < counts.length; i++) {
                counts[i] += stripe[offset + COUNTS + i];
            }
            double sum = Double.longBitsToDouble(stripe[offset + SUM]);
            LONGS.setRelease(stripe, offset + OWNER, FREE);
            return sum;
        } catch (Throwable e) {
            stripe[offset + OWNER] = FREE;
            throw e;
        }
    }

    private static void enterPatiently(long[] stripe, int offset) {
        for (int tries = 0; !LONGS.compareAndSet(stripe, offset + OWNER, FREE, READING); tries++) {
            Patience.pause(tries);
        }
    }
}
