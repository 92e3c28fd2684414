package io.metricskit;

import java.util.concurrent.locks.ReentrantLock;

/** The sketches of one series, and the slices of time that they are kept by. Safe for use by many threads. */
final class QuantileTracker {

    private final QuantileTargets targets;
    private final long sliceNanos;
    private final long origin;
    private final ReentrantLock lock = new ReentrantLock();
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
        lock.lock();
        try {
            window.merge(sorted, length, slice);
        } catch (Throwable e) {
            // Out of stack or memory half-way: better no quantiles for a while than wrong ones for ever.
            window = new QuantileWindow(targets);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    void quantiles(long now, double[] values) {
        lock.lock();
        try {
            window.quantiles(sliceAt(now), values);
        } finally {
            lock.unlock();
        }
    }
}
