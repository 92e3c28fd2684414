package io.metricskit;

import io.metricskit.quantile.QuantileWindow;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A part of a summary's series that one thread at a time is in: count and sum, and a batch of observations that are not
 * in the sketches yet. All of a batch was observed in one slice of time.
 */
final class SummaryStripe {
    /*
     * Reading the clock takes longer than all the rest, so a burst is spared most readings: where two of them lie
     * within a hundred-millionth of a slice (1.2 µs by default), the next RUN - 1 observations go without. The next
     * reading, at the latest that of a scrape, tells when they were made: if it lies in the batch's slice, so do they.
     * Otherwise they count as made just then, so that none leaves the window too early.
     */

    /** In the place of the time of an observation that need not be known. */
    static final long NOT_READ = Long.MIN_VALUE;

    private static final int RUN = 16;
    private static final int FIRST_BATCH = 8;
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    /*
     * The cells. TIMED <= BATCHED <= batch.length; TRUSTED is more than BATCHED in a burst only, and at most
     * batch.length.
     */

    private static final int OWNER = 0;
    private static final int COUNT = 1;
    private static final int SUM = 2;
    private static final int BATCHED = 3;
    private static final int SLICE = 4;

    /** When the batch's slice ends, by the nanosecond clock. */
    private static final int SLICE_END = 5;

    /** When the clock was read last. */
    private static final int READ_AT = 6;

    /** How many of the batch were surely observed in its slice. */
    private static final int TIMED = 7;

    /** How many observations the batch has room for until the clock has to be read. */
    private static final int TRUSTED = 8;

    private static final int CELLS = 9;
    private static final long FREE = 0;
    private static final long ADDING = 1;
    private static final long READING = 2;

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
        return new SummaryStripe(StripeHints.PADDING);
    }

    /** Returns whether an observation is just being added. */
    boolean isAdding() {
        return (long) LONGS.getOpaque(cells, offset + OWNER) == ADDING;
    }

    private boolean enter(long owner) {
        return LONGS.compareAndSet(cells, offset + OWNER, FREE, owner);
    }

    /**
     * Adds what is in here to a snapshot, and brings the batch to the sketches.
     *
     * @param now a reading of the clock that may be a little old
     * @param tracker tracks the quantiles; null where there are none
     */
    void snapshot(SummarySnapshot into, long now, NanoClock clock, @Nullable QuantileTracker tracker) {
        for (int tries = 0; !enter(READING); tries++) {
            Patience.pause(tries);
        }
        try {
            into.count += cells[offset + COUNT];
            into.sum += Double.longBitsToDouble(cells[offset + SUM]);
            if (tracker != null) {
                clockWasRead(reading(now, clock), tracker);
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
     * @param now when it was made, or {@link #NOT_READ}
     * @param tracker tracks the quantiles; null where there are none
     * @return whether it was added
     */
    boolean tryAdd(double value, long now, NanoClock clock, @Nullable QuantileTracker tracker) {
        if (!enter(ADDING)) {
            return false;
        }
        try {
            long sum = Double.doubleToRawLongBits(Double.longBitsToDouble(cells[offset + SUM]) + value);
            if (tracker != null) {
                append(value, now, clock, tracker);
            }
            cells[offset + COUNT]++;
            cells[offset + SUM] = sum;
            LONGS.setRelease(cells, offset + OWNER, FREE);
            return true;
        } catch (Throwable e) {
            // Not by a call, which fails again where the stack overflows.
            cells[offset + OWNER] = FREE;
            throw e;
        }
    }

    private void append(double value, long now, NanoClock clock, QuantileTracker tracker) {
        int size = (int) cells[offset + BATCHED];
        if (size < cells[offset + TRUSTED] && now == NOT_READ) {
            batch[size] = value;
            cells[offset + BATCHED] = size + 1L;
        } else {
            appendTimed(value, reading(now, clock), tracker);
        }
    }

    /** Returns the given reading of the clock, which may be a little old, unless there is something for it to time. */
    private long reading(long now, NanoClock clock) {
        boolean allTimed = cells[offset + BATCHED] == cells[offset + TIMED];
        return now != NOT_READ && allTimed ? now : clock.nanos();
    }

    private void appendTimed(double value, long now, QuantileTracker tracker) {
        clockWasRead(now, tracker);
        if (cells[offset + BATCHED] == batch.length) {
            makeRoom(tracker);
        }
        int size = (int) cells[offset + BATCHED];
        batch[size] = value;
        cells[offset + BATCHED] = size + 1L;
        cells[offset + TIMED] = size + 1L;
    }

    /** Takes down a reading of the clock, and begins another batch where it lies in another slice. */
    private void clockWasRead(long now, QuantileTracker tracker) {
        int size = (int) cells[offset + BATCHED];
        boolean isBurst = size > 0 && tracker.isBurst(now - cells[offset + READ_AT]);
        if (size == 0 || now - cells[offset + SLICE_END] >= 0) {
            begin(tracker.sliceAt(now), tracker);
            size = (int) cells[offset + BATCHED];
        }
        cells[offset + READ_AT] = now;
        cells[offset + TIMED] = size;
        cells[offset + TRUSTED] = isBurst ? Math.min(size + RUN, batch.length) : 0;
    }

    /** Begins a batch in another slice, with what is not known to belong to the last one. */
    private void begin(long slice, QuantileTracker tracker) {
        merge((int) cells[offset + TIMED], tracker);
        cells[offset + SLICE] = slice;
        cells[offset + SLICE_END] = tracker.endOf(slice);
    }

    private void makeRoom(QuantileTracker tracker) {
        if (batch.length < QuantileWindow.MAX_BATCH) {
            batch = Arrays.copyOf(batch, Math.max(FIRST_BATCH, 2 * batch.length));
        } else {
            flush(tracker);
        }
    }

    private void flush(QuantileTracker tracker) {
        merge((int) cells[offset + BATCHED], tracker);
    }

    /** Brings the first observations of the batch to the sketches, and leaves the others in it. */
    private void merge(int count, QuantileTracker tracker) {
        if (count > 0) {
            tracker.merge(batch, count, cells[offset + SLICE]);
            int rest = (int) cells[offset + BATCHED] - count;
            System.arraycopy(batch, count, batch, 0, rest);
            cells[offset + BATCHED] = rest;
            cells[offset + TIMED] = 0;
            cells[offset + TRUSTED] = 0;
        }
    }
}
