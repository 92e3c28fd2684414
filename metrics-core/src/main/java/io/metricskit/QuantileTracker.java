package io.metricskit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The sketches of one series, and the slices of time that they are kept by. Safe for use by many threads. */
final class QuantileTracker {

    private static final VarHandle TAKEN;

    static {
        try {
            TAKEN = MethodHandles.lookup().findVarHandle(QuantileTracker.class, "taken", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final QuantileTargets targets;
    private final long sliceNanos;
    private final long origin;

    /** A lock that is left by an assignment, since at the end of the stack a call would fail. */
    private volatile int taken;

    private QuantileWindow window;

    QuantileTracker(QuantileTargets targets, long maxAgeNanos, long now) {
        this.targets = targets;
        this.sliceNanos = Math.max(1, maxAgeNanos / QuantileWindow.AGE_SLICES);
        this.origin = now;
        this.window = new QuantileWindow(targets);
    }

    /** Returns the number of the slice in which a moment lies. */
    long sliceAt(long nanos) {
        return Math.floorDiv(nanos - origin, sliceNanos);
    }

    /** Returns the moment at which a slice ends. */
    long endOf(long slice) {
        return origin + (slice + 1) * sliceNanos;
    }

    void merge(double[] sorted, int length, long slice) {
        enter();
        try {
            window.merge(sorted, length, slice);
        } catch (Throwable e) {
            // Out of stack or memory half-way: better no quantiles for a while than wrong ones for ever.
            window = new QuantileWindow(targets);
            throw e;
        } finally {
            taken = 0;
        }
    }

    void quantiles(long now, double[] values) {
        enter();
        try {
            window.quantiles(sliceAt(now), values);
        } finally {
            taken = 0;
        }
    }

    private void enter() {
        for (int tries = 0; !TAKEN.compareAndSet(this, 0, 1); tries++) {
            Patience.pause(tries);
        }
    }
}
