package io.metricskit.benchmarks;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The limit of a look-up by two strings: a flat table that never grows, probed linearly. */
final class LimitTable<T> {

    private final @Nullable Entry<T>[] entries;
    private final int mask;

    /** Creates a table of all the combinations of {@link Requests}. */
    LimitTable(Supplier<T> values) {
        this(4 * Requests.COMBINATIONS);
        for (int i = 0; i < Requests.COMBINATIONS; i++) {
            put(Requests.method(i), Requests.status(i), values.get());
        }
    }

    /** Creates an empty table with a power of two of slots. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type can be made in no other way
    LimitTable(int slots) {
        this.entries = new Entry[slots];
        this.mask = slots - 1;
    }

    void put(String first, String second, T value) {
        int hash = hash(first, second);
        int slot = hash & mask;
        while (entries[slot] != null) {
            slot = (slot + 1) & mask;
        }
        entries[slot] = new Entry<>(hash, first, second, value);
    }

    /** Returns a value that must be there. */
    T get(String first, String second) {
        T value = find(first, second);
        if (value == null) {
            throw new IllegalArgumentException("expected a key of the table, got " + first + ", " + second);
        }
        return value;
    }

    @Nullable T find(String first, String second) {
        int hash = hash(first, second);
        for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
            Entry<T> entry = entries[slot];
            if (entry == null) {
                return null;
            }
            if (entry.hash == hash && entry.first.equals(first) && entry.second.equals(second)) {
                return entry.value;
            }
        }
    }

    private static int hash(String first, String second) {
        int hash = 31 * first.hashCode() + second.hashCode();
        return hash ^ hash >>> 16;
    }

    private record Entry<T>(int hash, String first, String second, T value) {}
}
