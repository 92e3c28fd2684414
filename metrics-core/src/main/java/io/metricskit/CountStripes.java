package io.metricskit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;

/** A striped count for a series in which threads have met: several cells, each on a cache line of its own. */
final class CountStripes {
    /*
     * A thread raises the cell of its hint by compare-and-set. Where that fails, another thread is at the same cell,
     * and this one goes on to the next. Where it fails at all of them, there are too few: the series gets twice as
     * many, and keeps these, since others may be raising them just now. A cell only grows, and so does the sum.
     *
     * LongAdder does much the same. But before threads first meet in a series, the code around the call has long been
     * compiled, and a compiler that has seen few calls of LongAdder.add(..) does not inline it, since it is too large.
     * It does inline tryAdd(..), which has less than 35 bytes of code (MaxInlineSize).
     */

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int FIRST_CELLS = 2;

    private static final int FIRST_CELL = StripeHints.SLOTS + StripeHints.PADDING;

    /** The indexes of the cells that threads used last, then the cells: one array, since each hop counts here. */
    private final long[] hintsAndCells;

    private final int maxCells;
    private final @Nullable CountStripes older;
    private final DoubleAdder fractions;

    /**
     * Creates the first stripes of a series, which gets up to {@link StripeHints#MAX_STRIPES} cells.
     *
     * @param fractions takes what cells do not: amounts that are not whole, or large
     */
    CountStripes(DoubleAdder fractions) {
        this(StripeHints.MAX_STRIPES, fractions);
    }

    CountStripes(int maxCells, DoubleAdder fractions) {
        this(FIRST_CELLS, maxCells, null, fractions);
    }

    private CountStripes(int cells, int maxCells, @Nullable CountStripes older, DoubleAdder fractions) {
        this.hintsAndCells = new long[FIRST_CELL + cells * StripeHints.PADDING];
        this.maxCells = maxCells;
        this.older = older;
        this.fractions = fractions;
        Arrays.fill(hintsAndCells, 0, StripeHints.SLOTS, FIRST_CELL);
    }

    /** Adds an amount, unless there are other threads at all cells. */
    boolean tryAdd(long amount) {
        int slot = StripeHints.slot();
        return raise((int) hintsAndCells[slot], amount) || tryOthers(slot, amount);
    }

    private boolean tryOthers(int slot, long amount) {
        int taken = (int) hintsAndCells[slot];
        for (int cell = next(taken); cell != taken; cell = next(cell)) {
            if (raise(cell, amount)) {
                hintsAndCells[slot] = cell;
                return true;
            }
        }
        return false;
    }

    private int next(int cell) {
        return cell + StripeHints.PADDING < hintsAndCells.length ? cell + StripeHints.PADDING : FIRST_CELL;
    }

    private boolean raise(int cell, long amount) {
        long current = hintsAndCells[cell];
        return LONGS.compareAndSet(hintsAndCells, cell, current, current + amount);
    }

    /** Returns stripes with more cells that count on from these, or these where there are as many as make sense. */
    CountStripes larger() {
        int cells = (hintsAndCells.length - FIRST_CELL) / StripeHints.PADDING;
        return cells < maxCells ? new CountStripes(Math.min(maxCells, 2 * cells), maxCells, this, fractions) : this;
    }

    /** Returns what the cells have taken. */
    long sum() {
        long sum = older == null ? 0 : older.sum();
        for (int cell = FIRST_CELL; cell < hintsAndCells.length; cell += StripeHints.PADDING) {
            sum += (long) LONGS.getVolatile(hintsAndCells, cell);
        }
        return sum;
    }

    /** Returns what takes the amounts that cells do not. */
    DoubleAdder fractions() {
        return fractions;
    }
}
