package io.metricskit;

import org.jspecify.annotations.Nullable;

/**
 * The quantiles of what was observed lately: sketches over a time window that slides on in steps of a fifth.
 *
 * <p>An answer covers everything observed since some moment between 4/5 of the maximum age ago and the whole of it.
 * Over exactly these observations each target keeps the bound of {@link QuantileSketch}. Times are those of
 * {@link System#nanoTime}, which may wrap around; a time before an earlier one counts as that one. A batch counts as
 * observed at the time at which it is merged. Not thread-safe.
 */
final class QuantileWindow {

    /*
     * Sketches of separate slices could not be merged into one answer: a sketch is precise only around the ranks where
     * its own targets lie, and in the union they lie elsewhere. So there is a sketch for each slice in which it begins,
     * all sketches get every batch, and the oldest one answers until it is dropped when the window has moved on by one
     * slice too many.
     *
     * A sketch is made when something is first observed in its slice. Two that began before the same observation would
     * be equal, so a window that is young or idle holds fewer than AGE_SLICES sketches, and an empty one none.
     */

    private static final int AGE_SLICES = 5;

    private final QuantileTargets targets;
    private final long sliceNanos;

    /** A ring: at {@link #current} the sketch that begins in the current slice, behind it the oldest one. */
    private final @Nullable QuantileSketch[] sketches = new QuantileSketch[AGE_SLICES];

    private int current;
    private long sliceStart;

    /** Starts an empty window at {@code nowNanos}; {@code maxAgeNanos} is positive. */
    QuantileWindow(QuantileTargets targets, long maxAgeNanos, long nowNanos) {
        this.targets = targets;
        this.sliceNanos = Math.max(1, maxAgeNanos / AGE_SLICES);
        this.sliceStart = nowNanos;
    }

    /** Adds the first {@code length} numbers of {@code sorted}, which ascend and hold no NaN. */
    void merge(double[] sorted, int length, long nowNanos) {
        rotate(nowNanos);
        if (length == 0) {
            return;
        }
        if (sketches[current] == null) {
            sketches[current] = new QuantileSketch(targets);
        }
        for (QuantileSketch sketch : sketches) {
            if (sketch != null) {
                sketch.merge(sorted, length);
            }
        }
    }

    /** Drops what is too old at {@code nowNanos}; the other methods do so by themselves. */
    void rotate(long nowNanos) {
        long slices = (nowNanos - sliceStart) / sliceNanos;
        if (slices <= 0) {
            return;
        }
        for (long i = Math.min(slices, AGE_SLICES); i > 0; i--) {
            current = (current + 1) % AGE_SLICES;
            sketches[current] = null;
        }
        sliceStart += slices * sliceNanos;
    }

    /**
     * Sets {@code values[i]} to the answer for the i-th target, or to NaN if the window is empty. The answers ascend as
     * the targets do.
     */
    void quantiles(long nowNanos, double[] values) {
        rotate(nowNanos);
        QuantileSketch oldest = oldest();
        for (int i = 0; i < targets.size(); i++) {
            values[i] = oldest == null ? Double.NaN : oldest.quantile(targets.quantile(i));
        }
    }

    private @Nullable QuantileSketch oldest() {
        for (int i = 1; i <= AGE_SLICES; i++) {
            QuantileSketch sketch = sketches[(current + i) % AGE_SLICES];
            if (sketch != null) {
                return sketch;
            }
        }
        return null;
    }
}
