package io.metricskit.quantile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values in ascending order, each with what is known of its rank: the tuples (value, gap, slack) of a sketch, which
 * the literature calls (v, g, Δ). A value's lowest rank is the sum of the gaps up to and including its own; its highest
 * rank lies {@code slack} above that.
 *
 * <p>The values are replaced in place, in one pass: {@link #startRewrite}, then {@link #append} and {@link #skip} in
 * turn until nothing is unread, then {@link #endRewrite}. Not thread-safe.
 */
final class RankedValues {

    /*
     * A rewrite moves the old tuples to the far end of the arrays and appends from the near end, so the spare room
     * between them is all the scratch space there is; it grows when the appended tuples catch up with the unread ones.
     *
     * Gaps and slacks lie in turn in one array of ints, which is 8 bytes a tuple less than longs, until the number of
     * observations no longer fits into an int.
     */

    private static final double[] NO_VALUES = {};
    private static final int[] NO_RANKS = {};
    private static final int SPARE = 4;

    private double[] values = NO_VALUES;

    private int[] ranks = NO_RANKS;

    /** Takes the place of {@link #ranks} once it is not null. */
    private long @Nullable [] wideRanks;

    private int size;

    /** Where the first unread tuple is, during a rewrite. */
    private int unread;

    RankedValues copy() {
        RankedValues copy = new RankedValues();
        copy.values = values.clone();
        copy.ranks = ranks.clone();
        copy.wideRanks = wideRanks == null ? null : wideRanks.clone();
        copy.size = size;
        return copy;
    }

    int size() {
        return size;
    }

    double value(int index) {
        return values[index];
    }

    long gap(int index) {
        return wideRanks == null ? ranks[2 * index] : wideRanks[2 * index];
    }

    long slack(int index) {
        return wideRanks == null ? ranks[2 * index + 1] : wideRanks[2 * index + 1];
    }

    /**
     * Finds the places of the first {@code length} numbers: that of the first value above the number, else the size.
     */
    void places(double[] numbers, int length, int[] places) {
        // One step of all binary searches after the other, so that none waits for itself.
        Arrays.fill(places, 0, length, 0);
        int undecided = size;
        while (undecided > 0) {
            int half = (undecided + 1) >>> 1;
            for (int i = 0; i < length; i++) {
                int place = places[i];
                places[i] = values[place + half - 1] <= numbers[i] ? place + half : place;
            }
            undecided -= half;
        }
    }

    /** Raises a gap; no rank may exceed {@code highestRank} by that. */
    void widen(int index, int by, long highestRank) {
        makeRoomFor(highestRank);
        if (wideRanks == null) {
            ranks[2 * index] += by;
        } else {
            wideRanks[2 * index] += by;
        }
    }

    private void makeRoomFor(long highestRank) {
        if (wideRanks == null && highestRank > Integer.MAX_VALUE) {
            wideRanks = Arrays.stream(ranks).asLongStream().toArray();
            ranks = NO_RANKS;
        }
    }

    /** Makes all tuples unread and none appended; no rank after the rewrite may exceed {@code highestRank}. */
    void startRewrite(long highestRank) {
        makeRoomFor(highestRank);
        unread = values.length - size;
        move(0, unread, size);
        size = 0;
    }

    boolean hasUnread() {
        return unread < values.length;
    }

    double unreadValue() {
        return values[unread];
    }

    long unreadGap() {
        return gap(unread);
    }

    long unreadSlack() {
        return slack(unread);
    }

    /** Leaves the unread tuple behind; the next one, if any, becomes the unread one. */
    void skip() {
        unread++;
    }

    /** Appends a tuple. The unread ones are untouched. */
    void append(double value, long gap, long slack) {
        if (size == unread) {
            grow();
        }
        values[size] = value;
        if (wideRanks == null) {
            ranks[2 * size] = (int) gap;
            ranks[2 * size + 1] = (int) slack;
        } else {
            wideRanks[2 * size] = gap;
            wideRanks[2 * size + 1] = slack;
        }
        size++;
    }

    /** Makes the appended tuples the only ones, and gives up the room left over from a rewrite that needed far more. */
    void endRewrite() {
        if (values.length > 2 * roomFor(size)) {
            resize(roomFor(size));
        }
    }

    private static int roomFor(int tuples) {
        return tuples + (tuples >> 3) + SPARE;
    }

    private void grow() {
        int left = values.length - unread;
        int used = size + left;
        resize(roomFor(used));
        move(unread, values.length - left, left);
        unread = values.length - left;
    }

    private void resize(int capacity) {
        values = Arrays.copyOf(values, capacity);
        if (wideRanks == null) {
            ranks = Arrays.copyOf(ranks, 2 * capacity);
        } else {
            wideRanks = Arrays.copyOf(wideRanks, 2 * capacity);
        }
    }

    private void move(int from, int to, int length) {
        System.arraycopy(values, from, values, to, length);
        Object source = wideRanks == null ? ranks : wideRanks;
        System.arraycopy(source, 2 * from, source, 2 * to, 2 * length);
    }
}
