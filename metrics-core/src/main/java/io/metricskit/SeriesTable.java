package io.metricskit;

import io.metricskit.encoding.LabelSetHash;
import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.Series;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The hash table of a metric's series: look-ups by label pairs from any thread, without locks and without allocation.
 *
 * <p>Changes are made by one thread at a time, which the owner, {@link Family}, sees to.
 */
final class SeriesTable<C extends Series> extends SeriesRows<C> {
    /*
     * Most metrics have series of one shape, the usual one: that of the first series with labels. A look-up by its
     * names, in its order, needs no name of the series that it finds, only the names' identity, and the names' part of
     * the hash is at hand. Any other look-up takes the general way.
     */

    private static final int MIN_ENTRIES = 4;

    /** Entries double unless there is room for a tenth more series. */
    private static final int MIN_GROWTH = 10;

    private static final LabelNames NO_NAMES = LabelNames.of();
    private static final int[] NO_INTS = {};

    private final LabelNames usual;

    /** How many labels a look-up of the usual shape has; 0 where there is none yet. */
    private final int usualSize;

    /** The indexes of the usual names in the order of {@link Labels}. */
    private final int[] usualByName;

    /* The first four of the usual names, and what the hash codes of their values are multiplied by. */
    private final String name1;
    private final String name2;
    private final String name3;
    private final String name4;
    private final int multiplier1;
    private final int multiplier2;
    private final int multiplier3;
    private final int multiplier4;

    /** What the hash codes of the values of each usual name are multiplied by. */
    private final int[] multipliers;

    private SeriesTable(int first, LabelNames usual, long key, int entries, int rows, @Nullable C untouched) {
        super(first, key, entries, rows, untouched);
        this.usual = usual;
        this.usualSize = Math.max(0, usual.size() - first);
        this.usualByName = usualSize == 0 ? NO_INTS : LabelMatch.indexesByName(usual, first);
        this.name1 = usualName(0);
        this.name2 = usualName(1);
        this.name3 = usualName(2);
        this.name4 = usualName(3);
        this.multiplier1 = LabelSetHash.multiplier(name1);
        this.multiplier2 = LabelSetHash.multiplier(name2);
        this.multiplier3 = LabelSetHash.multiplier(name3);
        this.multiplier4 = LabelSetHash.multiplier(name4);
        this.multipliers = usualSize == 0 ? NO_INTS : new int[usualSize];
        Arrays.setAll(multipliers, i -> LabelSetHash.multiplier(usualName(i)));
    }

    private String usualName(int index) {
        return index < usualSize ? usual.get(first + index) : "";
    }

    /** Returns an empty table, without room, which shows one series all the same if it is given one. */
    static <C extends Series> SeriesTable<C> empty(int constLabels, @Nullable C untouched) {
        return new SeriesTable<>(constLabels, NO_NAMES, LabelHash.UNKEYED, 1, 0, untouched);
    }

    @Nullable C find(String n1, String v1) {
        if (usualSize == 1 && LabelMatch.same(name1, n1)) {
            C series = findValues(v1);
            if (series != null) {
                return series;
            }
        }
        int hash = LabelSetHash.spread(LabelHash.pair(key, n1, v1));
        int entry;
        for (int i = start(hash); (entry = entry(i)) != FREE; i = next(i)) {
            C series = series(entry, hash);
            if (series != null && LabelMatch.hasSize(series, first + 1) && LabelMatch.has(series, first, n1, v1)) {
                return series;
            }
        }
        return null;
    }

    @Nullable C find(String n1, String v1, String n2, String v2) {
        if (usualSize == 2 && LabelMatch.same(name1, n1) && LabelMatch.same(name2, n2)) {
            C series = findValues(v1, v2);
            if (series != null) {
                return series;
            }
        }
        int hash = LabelSetHash.spread(LabelHash.pair(key, n1, v1) + LabelHash.pair(key, n2, v2));
        int entry;
        for (int i = start(hash); (entry = entry(i)) != FREE; i = next(i)) {
            C series = series(entry, hash);
            if (series != null
                    && LabelMatch.hasSize(series, first + 2)
                    && LabelMatch.has(series, first, n1, v1)
                    && LabelMatch.has(series, first + 1, n2, v2)) {
                return series;
            }
        }
        return null;
    }

    @Nullable C find(String n1, String v1, String n2, String v2, String n3, String v3) {
        if (usualSize == 3 && LabelMatch.same(name1, n1) && LabelMatch.same(name2, n2) && LabelMatch.same(name3, n3)) {
            C series = findValues(v1, v2, v3);
            if (series != null) {
                return series;
            }
        }
        int hash = LabelSetHash.spread(
                LabelHash.pair(key, n1, v1) + LabelHash.pair(key, n2, v2) + LabelHash.pair(key, n3, v3));
        int entry;
        for (int i = start(hash); (entry = entry(i)) != FREE; i = next(i)) {
            C series = series(entry, hash);
            if (series != null
                    && LabelMatch.hasSize(series, first + 3)
                    && LabelMatch.has(series, first, n1, v1)
                    && LabelMatch.has(series, first + 1, n2, v2)
                    && LabelMatch.has(series, first + 2, n3, v3)) {
                return series;
            }
        }
        return null;
    }

    @Nullable C find(String n1, String v1, String n2, String v2, String n3, String v3, String n4, String v4) {
        if (usualSize == 4
                && LabelMatch.same(name1, n1)
                && LabelMatch.same(name2, n2)
                && LabelMatch.same(name3, n3)
                && LabelMatch.same(name4, n4)) {
            C series = findValues(v1, v2, v3, v4);
            if (series != null) {
                return series;
            }
        }
        int hash = LabelSetHash.spread(LabelHash.pair(key, n1, v1)
                + LabelHash.pair(key, n2, v2)
                + LabelHash.pair(key, n3, v3)
                + LabelHash.pair(key, n4, v4));
        int entry;
        for (int i = start(hash); (entry = entry(i)) != FREE; i = next(i)) {
            C series = series(entry, hash);
            if (series != null
                    && LabelMatch.hasSize(series, first + 4)
                    && LabelMatch.has(series, first, n1, v1)
                    && LabelMatch.has(series, first + 1, n2, v2)
                    && LabelMatch.has(series, first + 2, n3, v3)
                    && LabelMatch.has(series, first + 3, n4, v4)) {
                return series;
            }
        }
        return null;
    }

    /*
     * By the values of the usual names, in their order.
     */

    @Nullable C findValues(String v1) {
        int hash = LabelSetHash.spread(added(multiplier1, name1, v1));
        int entry;
        for (int i = start(hash); (entry = entry(i)) != FREE; i = next(i)) {
            C series = series(entry, hash);
            if (series != null && series.labelNames() == usual && LabelMatch.hasValue(series, first, v1)) {
                return series;
            }
        }
        return null;
    }

    @Nullable C findValues(String v1, String v2) {
        int hash = LabelSetHash.spread(added(multiplier1, name1, v1) + added(multiplier2, name2, v2));
        int entry;
        for (int i = start(hash); (entry = entry(i)) != FREE; i = next(i)) {
            C series = series(entry, hash);
            if (series != null
                    && series.labelNames() == usual
                    && LabelMatch.hasValue(series, first, v1)
                    && LabelMatch.hasValue(series, first + 1, v2)) {
                return series;
            }
        }
        return null;
    }

    @Nullable C findValues(String v1, String v2, String v3) {
        int hash = LabelSetHash.spread(
                added(multiplier1, name1, v1) + added(multiplier2, name2, v2) + added(multiplier3, name3, v3));
        int entry;
        for (int i = start(hash); (entry = entry(i)) != FREE; i = next(i)) {
            C series = series(entry, hash);
            if (series != null
                    && series.labelNames() == usual
                    && LabelMatch.hasValue(series, first, v1)
                    && LabelMatch.hasValue(series, first + 1, v2)
                    && LabelMatch.hasValue(series, first + 2, v3)) {
                return series;
            }
        }
        return null;
    }

    @Nullable C findValues(String v1, String v2, String v3, String v4) {
        int hash = LabelSetHash.spread(added(multiplier1, name1, v1)
                + added(multiplier2, name2, v2)
                + added(multiplier3, name3, v3)
                + added(multiplier4, name4, v4));
        int entry;
        for (int i = start(hash); (entry = entry(i)) != FREE; i = next(i)) {
            C series = series(entry, hash);
            if (series != null
                    && series.labelNames() == usual
                    && LabelMatch.hasValue(series, first, v1)
                    && LabelMatch.hasValue(series, first + 1, v2)
                    && LabelMatch.hasValue(series, first + 2, v3)
                    && LabelMatch.hasValue(series, first + 3, v4)) {
                return series;
            }
        }
        return null;
    }

    @Nullable C findValues(@Nullable String... values) {
        if (values.length != usualSize) {
            return null;
        }
        int hash = hash(values);
        int entry;
        for (int i = start(hash); (entry = entry(i)) != FREE; i = next(i)) {
            C series = series(entry, hash);
            if (series != null && series.labelNames() == usual && series.hasValues(first, values)) {
                return series;
            }
        }
        return null;
    }

    /** Finds by all pairs of a set; labels that a series has with an empty value need not be in it. */
    @Nullable C find(Labels labels) {
        int hash = LabelHash.of(key, labels);
        boolean likeUsual = hasUsualNames(labels);
        int entry;
        for (int i = start(hash); (entry = entry(i)) != FREE; i = next(i)) {
            C series = series(entry, hash);
            if (series != null
                    && (likeUsual && series.labelNames() == usual
                            ? LabelMatch.hasValues(series, usualByName, labels)
                            : LabelMatch.hasAll(series, first, labels))) {
                return series;
            }
        }
        return null;
    }

    /** Returns whether the names of a set are the usual ones. */
    boolean hasUsualNames(Labels labels) {
        return labels.hasNames(usual, usualByName);
    }

    @Override
    int hash(C series) {
        LabelNames names = series.labelNames();
        int sum = 0;
        for (int i = first; i < names.size(); i++) {
            sum += LabelHash.pair(key, names.get(i), series.labelValue(i));
        }
        return LabelSetHash.spread(sum);
    }

    private int hash(@Nullable String... values) {
        int sum = 0;
        if (key == LabelHash.UNKEYED) {
            for (int i = 0; i < values.length; i++) {
                sum += LabelHash.unkeyed(multipliers[i], values[i]);
            }
        } else {
            for (int i = 0; i < values.length; i++) {
                sum += LabelHash.pair(key, usual.get(first + i), values[i]);
            }
        }
        return LabelSetHash.spread(sum);
    }

    /** Returns what a value of a usual name adds. */
    private int added(int multiplier, String name, String value) {
        return key == LabelHash.UNKEYED ? LabelHash.unkeyed(multiplier, value) : LabelHash.pair(key, name, value);
    }

    /** Returns a table of the same series and usual names, without holes. */
    SeriesTable<C> withoutHoles() {
        return copy(usual);
    }

    /**
     * Returns a table of the same series, without holes and with room for more.
     *
     * @param names the usual names from now on, unless a series has those that were
     */
    SeriesTable<C> copy(LabelNames names) {
        int live = 0;
        boolean someUsual = false;
        for (int i = 1; i <= rows(); i++) {
            C series = row(i);
            if (series != null) {
                live++;
                someUsual = someUsual || usualSize > 0 && series.labelNames() == usual;
            }
        }
        LabelNames usualNames = someUsual ? usual : names;
        int size = MIN_ENTRIES;
        while (maxRows(size) <= live + live / MIN_GROWTH) {
            size *= 2;
        }
        int roomFor = Math.min(maxRows(size), live + Math.max(1, live / 2));
        SeriesTable<C> copy =
                new SeriesTable<>(first, usualNames, isFlooded() ? secretKey() : key, size, roomFor, null);
        copy.addAll(this, live);
        return copy;
    }

    /** Returns how many rows go with a number of entries: three quarters, and so many that one entry is always free. */
    private static int maxRows(int entries) {
        return entries - entries / 4 - 1;
    }

    private static long secretKey() {
        return new SecureRandom().nextLong() | 1;
    }
}
