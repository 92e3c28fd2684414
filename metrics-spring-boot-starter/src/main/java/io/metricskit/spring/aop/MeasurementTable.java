package io.metricskit.spring.aop;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of methods that were called, found by the very objects that a call brings. Safe for use by many
 * threads.
 */
final class MeasurementTable {
    /*
     * Spring brings the same Method at each call through a proxy, so identity finds and hashes it, and no call of
     * equals or hashCode is left that the compiler cannot take in, as those of a shared hash map's keys are. An open
     * table with linear probing, at most half full. Entries are immutable, so a thread may see one in a slot or not
     * yet; it then adds it again, which changes nothing. A full table is replaced by a copy.
     *
     * Another Method that is equal is an entry of its own. Somebody could make a new one for each call, so there is a
     * bound: what comes later is not kept, and found the slow way each time.
     */

    private static final int FIRST_LENGTH = 16;
    private static final int MAX_LENGTH = 1 << 13;

    /**
     * What is known of a method.
     *
     * @param measurement null if its calls are not measured here
     */
    record Entry(
            Method method, Class<?> targetClass, @Nullable CallMeasurement measurement) {

        boolean isOf(Method method, Class<?> targetClass) {
            return this.method == method && this.targetClass == targetClass;
        }
    }

    private volatile @Nullable Entry[] entries = new @Nullable Entry[FIRST_LENGTH];
    private int size;

    /** Finds what is known of a method of a target's class, or returns null. */
    @Nullable Entry find(Method method, Class<?> targetClass) {
        @Nullable Entry[] table = entries;
        Entry found = table[slot(table, method, targetClass)];
        // A slot that was free may hold another method by now.
        return found != null && found.isOf(method, targetClass) ? found : null;
    }

    /** Keeps what is known of a method, unless there is too much. */
    synchronized void add(Method method, Class<?> targetClass, @Nullable CallMeasurement measurement) {
        @Nullable Entry[] table = entries;
        if (2 * size == table.length) {
            if (table.length == MAX_LENGTH) {
                return;
            }
            table = longer(table);
        }
        int slot = slot(table, method, targetClass);
        if (table[slot] == null) {
            table[slot] = new Entry(method, targetClass, measurement);
            size++;
        }
        entries = table;
    }

    private static @Nullable Entry[] longer(@Nullable Entry[] table) {
        @Nullable Entry[] longer = new @Nullable Entry[2 * table.length];
        for (Entry entry : table) {
            if (entry != null) {
                longer[slot(longer, entry.method, entry.targetClass)] = entry;
            }
        }
        return longer;
    }

    /** Returns where an entry is, or the free slot where it would be. */
    private static int slot(@Nullable Entry[] table, Method method, Class<?> targetClass) {
        int mask = table.length - 1;
        int hash = System.identityHashCode(method) + targetClass.hashCode();
        int slot = (hash ^ hash >>> 16) & mask;
        Entry entry = table[slot];
        while (entry != null && !entry.isOf(method, targetClass)) {
            slot = slot + 1 & mask;
            entry = table[slot];
        }
        return slot;
    }
}
