package io.metricskit;

import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.Series;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * The hash table of a metric's series: look-ups by label pairs from any thread, without locks and without allocation.
 *
 * <p>Changes are made by one thread at a time, which the owner, {@link Family}, sees to.
 */
final class SeriesTable<C extends Series> {
    /*
     * Open addressing with linear probing over one long[]: the upper half of an entry is the hash, the lower half the
     * place of the series in an append-only array, counted from 1. An entry is read and written as a whole, so that a
     * reader never sees the hash of one series with the place of another. Entry 0 is free, REMOVED is a tombstone.
     *
     * A reader checks what it found against the label values themselves. A place that is given to another series
     * meanwhile is therefore a miss at worst, and a miss sends the caller to the owner's lock, where the truth is.
     *
     * The append-only array is also what a scrape walks, in the order of creation. No scrape may see a series that was
     * removed and made again twice; see Family on how it uses copy() for that.
     *
     * At this load chance makes chains of up to some 18 probes for each doubling of the table (ln n / (a - 1 - ln a)
     * for a load of a = 3/4). Those more than twice as long are an attack on String.hashCode, and copy() then hashes
     * with a secret key.
     */

    private static final VarHandle ENTRY = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final long REMOVED = 0xFFFF_FFFFL;
    private static final int PROBES_PER_DOUBLING = 40;
    private static final int MIN_ENTRIES = 4;

    private final long[] entries;
    private final @Nullable Object[] places;
    private final long key;

    /** How many labels of each series are constant, and not part of the look-up. */
    private final int first;

    private int usedEntries;
    private volatile int usedPlaces;
    private boolean flooded;

    private SeriesTable(int first, long key, int entries, int places) {
        this.first = first;
        this.key = key;
        this.entries = new long[entries];
        this.places = new Object[places];
    }

    static <C extends Series> SeriesTable<C> empty(int constLabels) {
        return new SeriesTable<>(constLabels, LabelHash.UNKEYED, MIN_ENTRIES, 1);
    }

    @Nullable C find(String n1, String v1) {
        int hash = LabelHash.pair(key, n1, v1);
        for (int i = firstWith(hash); i >= 0; i = nextWith(hash, i)) {
            C series = at(i);
            if (series != null && hasSize(series, 1) && has(series, 0, n1, v1)) {
                return series;
            }
        }
        return null;
    }

    @Nullable C find(String n1, String v1, String n2, String v2) {
        int hash = LabelHash.pair(key, n1, v1) + LabelHash.pair(key, n2, v2);
        for (int i = firstWith(hash); i >= 0; i = nextWith(hash, i)) {
            C series = at(i);
            if (series != null && hasSize(series, 2) && has(series, 0, n1, v1) && has(series, 1, n2, v2)) {
                return series;
            }
        }
        return null;
    }

    @Nullable C find(String n1, String v1, String n2, String v2, String n3, String v3) {
        int hash = LabelHash.pair(key, n1, v1) + LabelHash.pair(key, n2, v2) + LabelHash.pair(key, n3, v3);
        for (int i = firstWith(hash); i >= 0; i = nextWith(hash, i)) {
            C series = at(i);
            if (series != null
                    && hasSize(series, 3)
                    && has(series, 0, n1, v1)
                    && has(series, 1, n2, v2)
                    && has(series, 2, n3, v3)) {
                return series;
            }
        }
        return null;
    }

    @Nullable C find(String n1, String v1, String n2, String v2, String n3, String v3, String n4, String v4) {
        int hash = LabelHash.pair(key, n1, v1)
                + LabelHash.pair(key, n2, v2)
                + LabelHash.pair(key, n3, v3)
                + LabelHash.pair(key, n4, v4);
        for (int i = firstWith(hash); i >= 0; i = nextWith(hash, i)) {
            C series = at(i);
            if (series != null
                    && hasSize(series, 4)
                    && has(series, 0, n1, v1)
                    && has(series, 1, n2, v2)
                    && has(series, 2, n3, v3)
                    && has(series, 3, n4, v4)) {
                return series;
            }
        }
        return null;
    }

    /** Finds by all pairs of a set; labels that a series has with an empty value need not be in it. */
    @Nullable C find(Labels labels) {
        int hash = 0;
        for (int i = 0; i < labels.size(); i++) {
            hash += LabelHash.pair(key, labels.name(i), labels.value(i));
        }
        for (int i = firstWith(hash); i >= 0; i = nextWith(hash, i)) {
            C series = at(i);
            if (series != null && presentLabels(series) == labels.size() && hasAll(series, labels)) {
                return series;
            }
        }
        return null;
    }

    private boolean hasAll(C series, Labels labels) {
        for (int i = 0; i < labels.size(); i++) {
            if (!has(series, i, labels.name(i), labels.value(i))) {
                return false;
            }
        }
        return true;
    }

    private int presentLabels(C series) {
        int present = 0;
        for (int i = first; i < series.labelNames().size(); i++) {
            present += series.labelValue(i).isEmpty() ? 0 : 1;
        }
        return present;
    }

    private boolean hasSize(C series, int labels) {
        return series.labelNames().size() == first + labels;
    }

    /** The label is likely at the place where the caller gave it, since callers tend to keep one order. */
    private boolean has(C series, int guess, String name, String value) {
        LabelNames names = series.labelNames();
        int index = first + guess;
        if (index >= names.size() || !same(names.get(index), name)) {
            index = names.indexOf(name);
        }
        return index >= first && same(series.labelValue(index), value);
    }

    private static boolean same(String a, String b) {
        return a == b || a.equals(b);
    }

    private int firstWith(int hash) {
        return scan(hash, hash & (entries.length - 1));
    }

    private int nextWith(int hash, int index) {
        return scan(hash, (index + 1) & (entries.length - 1));
    }

    private int scan(int hash, int from) {
        int index = from;
        while (true) {
            long entry = (long) ENTRY.getAcquire(entries, index);
            if (entry == 0) {
                return -1;
            }
            if ((int) (entry >>> 32) == hash) {
                return index;
            }
            index = (index + 1) & (entries.length - 1);
        }
    }

    private @Nullable C at(int index) {
        int place = (int) (long) ENTRY.getAcquire(entries, index);
        return place == (int) REMOVED ? null : place(place - 1);
    }

    /** Returns how many places a walk over all series has to look at. */
    int places() {
        return usedPlaces;
    }

    /** Returns the series at a place, or null where it was removed. */
    @SuppressWarnings("unchecked") // only series of type C are ever stored
    @Nullable C place(int place) {
        return (C) PLACE.getVolatile(places, place);
    }

    /** Returns whether another series fits in; otherwise {@link #copy} makes room. */
    boolean hasRoom() {
        return !flooded && usedPlaces < places.length && 4 * (usedEntries + 1) <= 3 * entries.length;
    }

    void add(C series) {
        PLACE.setVolatile(places, usedPlaces, series);
        usedPlaces++;
        index(series, usedPlaces);
    }

    private void index(C series, int place) {
        int hash = hash(series);
        int index = hash & (entries.length - 1);
        int probes = 0;
        while (entries[index] != 0) {
            index = (index + 1) & (entries.length - 1);
            probes++;
        }
        flooded |= probes > maxProbes() && key == LabelHash.UNKEYED;
        usedEntries++;
        ENTRY.setRelease(entries, index, ((long) hash << 32) | place);
    }

    private int maxProbes() {
        return PROBES_PER_DOUBLING * Integer.numberOfTrailingZeros(entries.length);
    }

    private int hash(C series) {
        int hash = 0;
        for (int i = first; i < series.labelNames().size(); i++) {
            hash += LabelHash.pair(key, series.labelNames().get(i), series.labelValue(i));
        }
        return hash;
    }

    void remove(C series) {
        int hash = hash(series);
        for (int i = firstWith(hash); i >= 0; i = nextWith(hash, i)) {
            if (at(i) == series) {
                int place = (int) entries[i] - 1;
                ENTRY.setRelease(entries, i, ((long) hash << 32) | REMOVED);
                PLACE.setVolatile(places, place, null);
                return;
            }
        }
    }

    /** Returns a table of the same series, without holes and with room for more. */
    SeriesTable<C> copy() {
        int live = 0;
        for (int i = 0; i < usedPlaces; i++) {
            live += places[i] == null ? 0 : 1;
        }
        int roomFor = live + Math.max(1, live / 2);
        int size = MIN_ENTRIES;
        while (3L * size < 4L * (roomFor + 1)) {
            size *= 2;
        }
        SeriesTable<C> copy = new SeriesTable<>(first, flooded ? secretKey() : key, size, roomFor);
        for (int i = 0; i < usedPlaces; i++) {
            C series = place(i);
            if (series != null) {
                copy.add(series);
            }
        }
        return copy;
    }

    private static long secretKey() {
        return new SecureRandom().nextLong() | 1;
    }
}
