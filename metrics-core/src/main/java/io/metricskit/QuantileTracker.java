package io.metricskit;

import io.metricskit.quantile.QuantileTargets;
import io.metricskit.quantile.QuantileWindow;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The sketches of one series, and the slices of time that they are kept by. Safe for use by many threads. */
final class QuantileTracker {

    /** Observations so close together that more than these would fit into a slice are a burst. */
    private static final long OBSERVATIONS_PER_SLICE = 100_000_000;

    private static final long UNANSWERED = Long.MIN_VALUE;
    private static final VarHandle TAKEN = FieldHandle.of(MethodHandles.lookup(), "taken", int.class);

    private final QuantileTargets targets;
    private final long sliceNanos;
    private final long origin;

    /** A lock that is left by an assignment, since a call may overflow the stack. */
    private volatile int taken;

    /** Null until it is needed again after a failure. */
    private @Nullable QuantileWindow window;

    /**
     * The quantiles in a slice, kept until something is merged: most series of an application are idle most of the
     * time.
     */
    private final double[] answers;

    private long answeredSlice = UNANSWERED;

    QuantileTracker(QuantileTargets targets, long maxAgeNanos, long now) {
        this.targets = targets;
        this.sliceNanos = Math.max(1, maxAgeNanos / QuantileWindow.AGE_SLICES);
        this.origin = now;
        this.window = new QuantileWindow(targets);
        this.answers = new double[targets.size()];
    }

    /** Returns whether observations so close together are a burst, in which the times of single ones matter little. */
    boolean isBurst(long nanosApart) {
        return nanosApart >= 0 && nanosApart < sliceNanos / OBSERVATIONS_PER_SLICE;
    }

    /** Returns the number of the slice in which a moment lies. */
    long sliceAt(long nanos) {
        return Math.floorDiv(nanos - origin, sliceNanos);
    }

    /** Returns the moment at which a slice ends. */
    long endOf(long slice) {
        return origin + (slice + 1) * sliceNanos;
    }

    /** Adds the first {@code length} numbers, all observed in one slice, and leaves them in another order. */
    void merge(double[] numbers, int length, long slice) {
        enter();
        try {
            answeredSlice = UNANSWERED;
            window().merge(numbers, length, slice);
        } catch (Throwable e) {
            // Out of stack or memory half-way: better no quantiles for a while than wrong ones for ever.
            window = null;
            throw e;
        } finally {
            taken = 0;
        }
    }

    void quantiles(long now, double[] values) {
        enter();
        try {
            long slice = sliceAt(now);
            if (slice != answeredSlice) {
                window().quantiles(slice, answers);
                answeredSlice = slice;
            }
            System.arraycopy(answers, 0, values, 0, answers.length);
        } finally {
            taken = 0;
        }
    }

    private QuantileWindow window() {
        QuantileWindow present = window;
        if (present == null) {
            present = new QuantileWindow(targets);
            window = present;
        }
        return present;
    }

    private void enter() {
        for (int tries = 0; !TAKEN.compareAndSet(this, 0, 1); tries++) {
            Patience.pause(tries);
        }
    }
}
