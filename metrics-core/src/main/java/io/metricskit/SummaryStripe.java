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
    private static final VarHandle TAKEN = FieldHandle.of(MethodHandles.lookup(), "taken", int.class);

    /** Written by others only to leave at the end of the stack, where a call would fail. */
    volatile int taken;

    /* All below belongs to the thread that entered. */
    private long count;
    private double sum;
    private double[] batch = {};
    private int size;
    private long slice;

    /** When the batch's slice ends, by the nanosecond clock. */
    private long sliceEnd;

    boolean enter() {
        return taken == 0 && TAKEN.compareAndSet(this, 0, 1);
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
            into.count += count;
            into.sum += sum;
            if (tracker != null) {
                flush(tracker);
            }
        } finally {
            taken = 0;
        }
    }

    private void leave() {
        TAKEN.setRelease(this, 0);
    }

    /**
     * Adds an observation and leaves, unless it throws.
     *
     * @param tracker tracks the quantiles; null where there are none
     */
    void addAndLeave(double value, long now, @Nullable QuantileTracker tracker) {
        if (tracker != null) {
            append(value, now, tracker);
        }
        count++;
        sum += value;
        leave();
    }

    private void append(double value, long now, QuantileTracker tracker) {
        if (size > 0 && now - sliceEnd >= 0) {
            flush(tracker);
        }
        if (size == batch.length) {
            makeRoom(tracker);
        }
        if (size == 0) {
            slice = tracker.sliceAt(now);
            sliceEnd = tracker.endOf(slice);
        }
        batch[size++] = value;
    }

    private void makeRoom(QuantileTracker tracker) {
        if (batch.length < MAX_BATCH) {
            batch = Arrays.copyOf(batch, Math.max(FIRST_BATCH, 2 * batch.length));
        } else {
            flush(tracker);
        }
    }

    private void flush(QuantileTracker tracker) {
        if (size > 0) {
            SmallSort.sort(batch, size);
            tracker.merge(batch, size, slice);
            size = 0;
        }
    }
}
