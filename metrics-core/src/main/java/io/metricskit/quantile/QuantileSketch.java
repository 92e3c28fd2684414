package io.metricskit.quantile;

/**
 * A sketch of a stream of numbers that answers chosen quantiles within chosen errors of rank, in memory that grows far
 * slower than the stream.
 *
 * <p>For each target (φ, ε) and n merged numbers, {@code quantile(φ)} is one of these numbers, and its rank k (counted
 * from 1 in ascending order; equal numbers hold all the ranks that they span) satisfies
 *
 * <pre>  φn - εn  ≤  k  ≤  φn + εn + 1</pre>
 *
 * <p>for any order and distribution of the numbers and any sizes of batches. While all numbers are still kept, k is
 * exactly ⌈φn⌉. Infinities sort as usual; the caller keeps NaN out. There may be more than 2<sup>31</sup> numbers.
 *
 * <p>Memory is no part of the guarantee. For the targets (0.5, 0.05), (0.9, 0.01) and (0.99, 0.001) some 45 numbers are
 * kept, at 16 bytes each. When the distribution changes there are more until the stream is about an eighth longer: two
 * to three times as many where the numbers shift by what they vary, about ten times where they grow tenfold, and some
 * two to four thousand numbers where, after millions, all jump above those before. A stream that narrows towards one
 * point for ever costs more: in proportion to √n where it narrows as 1/n, and to n where it narrows exponentially. So
 * does one of two falling series far from each other: up to a twelfth of all numbers, 330,000 after four million. Not
 * thread-safe.
 */
final class QuantileSketch {

    /*
     * This is the sketch for targeted quantiles of "Effective Computation of Biased Quantiles over Data Streams"
     * (Cormode, Korn, Muthukrishnan and Srivastava, ICDE 2005), with corrected bounds (see QuantileTargets) and with
     * insertion and compression in one pass over a batch.
     *
     * A pair of neighbours spans the ranks from the lowest of the left number to the highest of the right one, which is
     * gap + slack of the right one. A number inserted into the pair may have any rank in between, so its slack is
     * span - 1, however many are inserted at once, and each new pair spans as much as the old one did. Equal numbers
     * go behind those already kept. The smallest number is never dropped, and the largest has no right neighbour: both
     * keep their exact ranks, as does whatever is inserted beyond them. Any other number is dropped, its gap going to
     * its right neighbour, if the pair that is left spans no more than the targets allow, or if both its neighbours
     * equal it: then that pair may span any target, for nothing but the same number has the ranks between.
     *
     * What is inserted and dropped at once only raises the gap of its right neighbour, in whatever order it comes. So a
     * batch is absorbed unsorted where its numbers fall into pairs that have room for them, as nearly all do once there
     * are some thousands: a pair that gets its share of the stream grows as its bound does. Only the rest is sorted and
     * merged, and with it whatever the bounds no longer ask for is dropped.
     *
     * What is inserted into a pair that spans all it may cannot be dropped until the bound has grown. While a pair gets
     * its share of the stream the bound grows as fast. But where most of a stream goes into one pair (a rising and a
     * falling series about to meet), the bound at the numbers that it leaves behind stays, and each of them would be
     * kept for ever. Such a crowded pair is compressed to half of the bound only, which leaves them room.
     */

    /** How many times the share of a batch that its span would suggest a pair gets when it counts as crowded. */
    private static final double CROWDED = 8;

    /** With so many numbers a sketch begins to absorb; before, it keeps too many of them itself. */
    static final int ABSORBING = 1024;

    private final QuantileTargets targets;
    private final RankedValues kept;
    private long count;

    QuantileSketch(QuantileTargets targets) {
        this(targets, new RankedValues(), 0);
    }

    private QuantileSketch(QuantileTargets targets, RankedValues kept, long count) {
        this.targets = targets;
        this.kept = kept;
        this.count = count;
    }

    /** Returns a sketch of the same numbers that goes its own way from here. */
    QuantileSketch copy() {
        return new QuantileSketch(targets, kept.copy(), count);
    }

    /**
     * Adds those of the first {@code length} numbers that a kept number can stand for besides what it stands for now,
     * and moves the others to the front. There is no NaN among them.
     *
     * @return how many others there are, for {@link #merge}
     */
    int absorb(double[] numbers, int length, BatchPlaces scratch) {
        if (!BatchPlaces.takes(length, kept.size())) {
            return length;
        }
        scratch.find(kept, numbers, length);
        int taken = takeHits(scratch, length);
        return taken == length ? 0 : takeEquals(scratch, numbers, length);
    }

    /** Raises the gaps that have room for their hits, and returns how many hits that are. */
    private int takeHits(BatchPlaces scratch, int length) {
        long total = count + length;
        int taken = 0;
        long rank = kept.gap(0); // of the left neighbour; nothing may replace the smallest number
        for (int i = 1; i < kept.size(); i++) {
            int hits = scratch.hits(i);
            if (hits > 0) {
                long span = kept.gap(i) + kept.slack(i);
                // Fewer hits are chance, in a narrow pair. Nothing else is counted yet, since it may still come above.
                boolean crowded = hits > CROWDED && isCrowded(hits, length, span, total);
                long reach = targets.reach(rank, count + taken + hits);
                if (span + hits <= (crowded ? reach / 2 : reach)) {
                    kept.widen(i, hits, total);
                    scratch.takeHits(i);
                    taken += hits;
                }
            }
            rank += kept.gap(i);
        }
        count += taken;
        return taken;
    }

    /** Takes of the rest what equals two kept numbers, moves all else to the front, and returns how many that are. */
    private int takeEquals(BatchPlaces scratch, double[] numbers, int length) {
        long total = count + length;
        int left = 0;
        for (int i = 0; i < length; i++) {
            int place = scratch.place(i);
            if (scratch.hits(place) > 0) {
                double number = numbers[i];
                if (place > 1 && kept.value(place - 1) == number && kept.value(place - 2) == number) {
                    kept.widen(place - 1, 1, total);
                    count++;
                } else {
                    numbers[i] = numbers[left];
                    numbers[left] = number;
                    left++;
                }
            }
        }
        return left;
    }

    private static boolean isCrowded(int numbers, int length, long span, long total) {
        return (double) numbers * total > CROWDED * span * length;
    }

    /** Adds the first {@code length} numbers of {@code sorted}, which ascend and hold no NaN. */
    void merge(double[] sorted, int length) {
        long total = count + length;
        kept.startRewrite(total);

        // The number that the incoming one may still replace; none while its gap is 0.
        double value = Double.NaN;
        long gap = 0;
        long slack = 0;

        double appended = Double.NaN; // its left neighbour
        long rank = 0; // the lowest rank of that neighbour
        long reach = 0; // how much a pair that begins there may span; nothing may replace the smallest number
        int next = 0;
        while (next < length || kept.hasUnread()) {
            boolean old = kept.hasUnread();
            long span = old ? kept.unreadGap() + kept.unreadSlack() : 1;
            int end = old ? firstNotBelow(kept.unreadValue(), sorted, next, length) : length;
            boolean crowded = old && isCrowded(end - next, length, span, total);
            while (next < end || old) {
                double incoming = next < end ? sorted[next] : kept.unreadValue();
                long allowed = crowded ? reach / 2 : reach;
                if (gap > 0 && gap + span > allowed && incoming != appended) {
                    kept.append(value, gap, slack);
                    appended = value;
                    rank += gap;
                    gap = 0;
                    reach = targets.reach(rank, total);
                    allowed = crowded ? reach / 2 : reach;
                }
                if (next < end) {
                    slack = span - 1;
                    int taken = (int) Math.max(1, Math.min(end - next, allowed - gap - slack));
                    gap += taken;
                    next += taken;
                    value = sorted[next - 1];
                } else {
                    value = incoming;
                    gap += kept.unreadGap();
                    slack = kept.unreadSlack();
                    kept.skip();
                    old = false;
                }
            }
        }
        if (gap > 0) {
            kept.append(value, gap, slack);
        }
        kept.endRewrite();
        count = total;
    }

    /** Returns the first index from {@code from} on whose number is not below {@code bound}, or {@code length}. */
    private static int firstNotBelow(double bound, double[] sorted, int from, int length) {
        int low = from;
        int high = from;
        for (int step = 1; high < length && sorted[high] < bound; step <<= 1) {
            low = high + 1;
            high = Math.min(length, low + step);
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Returns the kept number of which it is certain that its rank is nearest to that of the quantile, or NaN if there
     * is none. The bound above holds for the targets; for other quantiles this is the best that the sketch knows. A
     * higher quantile never gets a smaller number.
     */
    double quantile(double quantile) {
        // Half a rank up, the nearest whole rank is the next one above: ⌈φn⌉ when all ranks are known exactly.
        double centre = quantile * count + 0.5;
        double nearest = Double.NaN;
        double least = Double.POSITIVE_INFINITY;
        long rank = 0;
        for (int i = 0; i < kept.size(); i++) {
            rank += kept.gap(i);
            double distance = Math.max(centre - rank, rank + kept.slack(i) - centre);
            if (distance < least) {
                least = distance;
                nearest = kept.value(i);
            } else if (rank - centre >= least) {
                break; // the ranks only grow, and with them the distance
            }
        }
        return nearest;
    }

    /** Returns how many numbers were merged or absorbed. */
    long count() {
        return count;
    }

    /** Returns how many of them are kept. */
    int size() {
        return kept.size();
    }
}
