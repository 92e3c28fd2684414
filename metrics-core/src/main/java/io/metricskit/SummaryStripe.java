package io.metricskit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A part of a summary's series that one thread at a time is in: count and sum, and a batch of observations that are not
 * in the sketches yet. All of a batch was observed in one slice of time.
 */
final class SummaryStripe {

    static final int MAX_BATCH = 128;

    private static final int FIRST_BATCH = 8;
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private static final int PADDING = 16;
    private static final int OWNER = 0;
    private static final int COUNT = 1;
    private static final int SUM = 2;
    private static final int BATCHED = 3;
    private static final int SLICE = 4;
    /** When the batch's slice ends, by the nanosecond clock. */
    private static final int SLICE_END = 5;

    private static final int CELLS = 6;
    private static final long FREE = 0;
    private static final long TAKEN = 1;

    /** All that changes at each observation; where there are several stripes, away from what other threads read. */
    private final long[] cells;

    private final int offset;
    private double[] batch = {};

    private SummaryStripe(int padding) {
        this.cells = new long[padding + CELLS + padding];
        this.offset = padding;
    }

    /** Returns a stripe that is as small as can be. */
    static SummaryStripe ofOne() {
        return new SummaryStripe(0);
    }

    /** Returns a stripe beside which there are others. */
    static SummaryStripe ofMany() {
        return new SummaryStripe(PADDING);
    }

    private boolean enter() {
        return LONGS.compareAndSet(cells, offset + OWNER, FREE, TAKEN);
    }

    /**
     * Adds what is in here to a snapshot, and brings the batch to the sketches.
     *
     * @param tracker tracks the quantiles; null where there are none
     */
    void snapshot(SummarySnapshot into, @Nullable QuantileTracker tracker) {
        for (int tries = 0; !enter(); tries++) {
            Patience.pause(tries);
        }
        try {
            into.count += cells[offset + COUNT];
            into.sum += Double.longBitsToDouble(cells[offset + SUM]);
            if (tracker != null) {
                flush(tracker);
            }
            LONGS.setRelease(cells, offset + OWNER, FREE);
        } catch (Throwable e) {
            cells[offset + OWNER] = FREE;
            throw e;
        }
    }

    /**
     * Adds an observation, unless another thread is in here.
     *
     * @param tracker tracks the quantiles; null where there are none
     * @return whether it was added
     */
    boolean tryAdd(double value, long now, @Nullable QuantileTracker tracker) {
        if (!enter()) {
            return false;
        }
        try {
            if (tracker != null) {
                append(value, now, tracker);
            }
            long sum = Double.doubleToRawLongBits(Double.longBitsToDouble(cells[offset + SUM]) + value);
            cells[offset + COUNT]++;
            cells[offset + SUM] = sum;
            LONGS.setRelease(cells, offset + OWNER, FREE);
            return true;
        } catch (Throwable e) {
            // Not by a call, which fails at the end of the stack.
            cells[offset + OWNER] = FREE;
            throw e;
        }
    }

    private void append(double value, long now, QuantileTracker tracker) {
        int size = (int) cells[offset + BATCHED];
        if (size > 0 && now - cells[offset + SLICE_END] >= 0) {
            flush(tracker);
            size = 0;
        }
        if (size == batch.length) {
            makeRoom(tracker);
            size = (int) cells[offset + BATCHED];
        }
        if (size == 0) {
            long slice = tracker.sliceAt(now);
            cells[offset + SLICE] = slice;
            cells[offset + SLICE_END] = tracker.endOf(slice);
        }
        batch[size] = value;
        cells[offset + BATCHED] = size + 1L;
    }

    private void makeRoom(QuantileTracker tracker) {
        if (batch.length < MAX_BATCH) {
            batch = Arrays.copyOf(batch, Math.max(FIRST_BATCH, 2 * batch.length));
        } else {
            flush(tracker);
        }
    }

    private void flush(QuantileTracker tracker) {
        int size = (int) cells[offset + BATCHED];
        if (size > 0) {
            SmallSort.sort(batch, size);
            tracker.merge(batch, size, cells[offset + SLICE]);
            cells[offset + BATCHED] = 0;
        }
    }
}
