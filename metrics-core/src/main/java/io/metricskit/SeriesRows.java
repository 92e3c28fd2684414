package io.metricskit;

import io.metricskit.model.Series;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a metric's series are kept: in rows, in the order of their creation, and in entries by their hashes. One thread
 * at a time changes it, while any others read.
 */
abstract class SeriesRows<C extends Series> {
    /*
     * Open addressing with linear probing over one int[]. The lower bits of a hash say where to look; an entry has its
     * other bits, and in place of the lower ones the row of the series: its index in an append-only array. There are
     * fewer rows than entries, so that a row fits. Entry FREE is free, and row 0 empty.
     *
     * A reader checks what it found against the label values themselves. A series that is removed leaves an empty row,
     * which is a miss; a miss sends the caller to the owner's lock, where the truth is. No row is given to another
     * series. An entry is, once its row is empty.
     *
     * The append-only array is also what a scrape walks. No scrape may see a series that was removed and made again
     * twice; see Family on how it replaces a table for that.
     *
     * At this load chance makes chains of up to some 18 probes for each doubling of the table (ln n / (a - 1 - ln a)
     * for a load of a = 3/4). Those more than twice as long are an attack on String.hashCode, and the next table then
     * hashes with a secret key.
     */

    static final int FREE = 0;

    private static final VarHandle ENTRY = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle ROW = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final int PROBES_PER_DOUBLING = 40;

    /** {@link LabelHash#UNKEYED}, or what hashes are made with. */
    final long key;

    /** How many labels of each series are constant, and not part of the look-up. */
    final int first;

    private final int[] entries;
    private final @Nullable Object[] rows;

    /** What an empty table shows in the place of its first series; it cannot be found by its labels. */
    private final @Nullable C untouched;

    private volatile int usedRows;
    private boolean flooded;

    SeriesRows(int first, long key, int entries, int rows, @Nullable C untouched) {
        this.first = first;
        this.key = key;
        this.entries = new int[entries];
        this.rows = new Object[1 + rows];
        this.untouched = untouched;
    }

    final @Nullable C untouched() {
        return untouched;
    }

    /** Returns whether the hashes of some series look made to be the same. */
    final boolean isFlooded() {
        return flooded;
    }

    final int start(int hash) {
        return hash & (entries.length - 1);
    }

    final int next(int index) {
        return (index + 1) & (entries.length - 1);
    }

    final int entry(int index) {
        return (int) ENTRY.getAcquire(entries, index);
    }

    /** Returns the series of an entry, or null where it has another hash or was removed. */
    final @Nullable C series(int entry, int hash) {
        int rowBits = entries.length - 1;
        return ((entry ^ hash) & ~rowBits) == 0 ? row(entry & rowBits) : null;
    }

    /** Walks over the series that exist now, oldest first. */
    final <T> void forEach(BiConsumer<? super C, T> action, T argument) {
        if (untouched != null) {
            action.accept(untouched, argument);
        } else {
            forEachRow(action, argument);
        }
    }

    private <T> void forEachRow(BiConsumer<? super C, T> action, T argument) {
        int used = usedRows;
        for (int i = 1; i <= used; i++) {
            C series = row(i);
            if (series != null) {
                action.accept(series, argument);
            }
        }
    }

    /** Returns how many rows are used, also by series that were removed. */
    final int rows() {
        return usedRows;
    }

    /** Returns the series at a row, or null where it was removed. */
    @SuppressWarnings("unchecked") // only series of type C are ever stored
    final @Nullable C row(int row) {
        return (C) ROW.getVolatile(rows, row);
    }

    /** Returns whether another series fits in; otherwise a larger table has to take its place. */
    final boolean hasRoom() {
        return !flooded && usedRows + 1 < rows.length;
    }

    /** Adds the live series of another table to this one, which has room for them and is not read by anybody yet. */
    final void addAll(SeriesRows<C> other, int live) {
        if (live == other.usedRows && entries.length == other.entries.length && key == other.key) {
            System.arraycopy(other.entries, 0, entries, 0, entries.length);
            System.arraycopy(other.rows, 0, rows, 0, 1 + live);
            usedRows = live;
        } else {
            other.forEachRow((series, table) -> table.add(series), this);
        }
    }

    final void add(C series) {
        int hash = hash(series);
        int index = freeIndex(hash);
        int rowBits = entries.length - 1;
        int row = usedRows + 1;
        try {
            ROW.setVolatile(rows, row, series);
            usedRows = row;
            ENTRY.setRelease(entries, index, (hash & ~rowBits) | row);
        } catch (Throwable e) {
            // Where the stack overflows: a series that is shown but not found would be made twice.
            rows[row] = null;
            throw e;
        }
    }

    private int freeIndex(int hash) {
        int index = start(hash);
        int rowBits = entries.length - 1;
        int probes = 0;
        while (rows[entries[index] & rowBits] != null) {
            index = next(index);
            probes++;
        }
        flooded |= probes > maxProbes() && key == LabelHash.UNKEYED;
        return index;
    }

    private int maxProbes() {
        return PROBES_PER_DOUBLING * Integer.numberOfTrailingZeros(entries.length);
    }

    /** Returns the hash of a series, by which it is found. */
    abstract int hash(C series);

    final void remove(C series) {
        int hash = hash(series);
        int index = start(hash);
        while (series(entry(index), hash) != series) {
            index = next(index);
        }
        ROW.setVolatile(rows, entries[index] & (entries.length - 1), null);
    }
}
