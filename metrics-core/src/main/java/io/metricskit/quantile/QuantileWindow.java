package io.metricskit.quantile;

import org.jspecify.annotations.Nullable;

/**
 * The quantiles of what was observed lately: sketches over a window of time that slides on in slices.
 *
 * <p>Slices are numbered. An answer covers everything observed in the current slice and the {@value #AGE_SLICES} - 1
 * before it, that is since some moment between 4/5 of the maximum age ago and the whole of it. Over exactly these
 * observations each target keeps the bound of {@link QuantileSketch}. Not thread-safe.
 */
public final class QuantileWindow {

    /*
     * Sketches of separate slices could not be merged into one answer: a sketch is precise only around the ranks where
     * its own targets lie, and in the union they lie elsewhere. So there is a sketch for each slice in which one
     * begins, each batch goes to all that began no later than it, and the oldest one answers until its slice is too
     * old.
     *
     * A sketch is made when something is first observed in its slice. Two that began before the same observation would
     * be equal, so a window that is young or idle holds fewer than AGE_SLICES sketches, and an empty one none. For the
     * same reason, a batch that comes late and is the first of its slice gets a copy of the sketch that began next.
     */

    /** How many slices an answer covers. */
    public static final int AGE_SLICES = 5;

    /** The largest batch that a sketch absorbs without sorting it. */
    public static final int MAX_BATCH = BatchPlaces.MAX;

    private final QuantileTargets targets;

    /** A ring: each sketch is at the number of its slice modulo the length. */
    private final @Nullable QuantileSketch[] sketches = new QuantileSketch[AGE_SLICES];

    private long current;

    /** Null until there is something to absorb. */
    private @Nullable BatchPlaces scratch;

    /** Starts an empty window in slice 0. */
    public QuantileWindow(QuantileTargets targets) {
        this.targets = targets;
    }

    /**
     * Adds numbers that were observed in one slice, unless it is too old already.
     *
     * @param numbers of which the first {@code length} are added; none of them NaN; left in another order
     */
    public void merge(double[] numbers, int length, long slice) {
        advance(slice);
        long oldest = current - AGE_SLICES + 1;
        if (length == 0 || slice < oldest) {
            return;
        }
        if (sketches[slot(slice)] == null) {
            sketches[slot(slice)] = sketchFrom(slice);
        }
        boolean sorted = false;
        for (long begun = oldest; begun <= slice; begun++) {
            QuantileSketch sketch = sketches[slot(begun)];
            if (sketch != null) {
                sorted = merge(numbers, length, sorted, sketch);
            }
        }
    }

    /** Returns whether the numbers are sorted now. */
    private boolean merge(double[] numbers, int length, boolean sorted, QuantileSketch sketch) {
        int left = length;
        if (!sorted) {
            if (sketch.count() >= QuantileSketch.ABSORBING) {
                left = sketch.absorb(numbers, length, scratch());
            }
            SmallSort.sort(numbers, left);
        }
        if (left > 0) {
            sketch.merge(numbers, left);
        }
        return left == length;
    }

    private BatchPlaces scratch() {
        BatchPlaces present = scratch;
        if (present == null) {
            present = new BatchPlaces();
            scratch = present;
        }
        return present;
    }

    private QuantileSketch sketchFrom(long slice) {
        for (long later = slice + 1; later <= current; later++) {
            QuantileSketch sketch = sketches[slot(later)];
            if (sketch != null) {
                return sketch.copy();
            }
        }
        return new QuantileSketch(targets);
    }

    private void advance(long slice) {
        for (long begun = Math.max(current + 1, slice - AGE_SLICES + 1); begun <= slice; begun++) {
            sketches[slot(begun)] = null;
        }
        current = Math.max(current, slice);
    }

    /**
     * Answers for each target; the answers ascend as the targets do.
     *
     * @param slice the current slice
     * @param values receives an answer for each target, NaN if the window is empty
     */
    public void quantiles(long slice, double[] values) {
        advance(slice);
        QuantileSketch oldest = oldest();
        for (int i = 0; i < targets.size(); i++) {
            values[i] = oldest == null ? Double.NaN : oldest.quantile(targets.quantile(i));
        }
    }

    private @Nullable QuantileSketch oldest() {
        for (long begun = current - AGE_SLICES + 1; begun <= current; begun++) {
            QuantileSketch sketch = sketches[slot(begun)];
            if (sketch != null) {
                return sketch;
            }
        }
        return null;
    }

    private static int slot(long slice) {
        return (int) Math.floorMod(slice, (long) AGE_SLICES);
    }
}
