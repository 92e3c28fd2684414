package io.metricskit;

import org.jspecify.annotations.Nullable;

/**
 * One instance for all equal label values of a metric: callers tend to make a new string for each call, and series keep
 * theirs.
 *
 * <p>A set with open addressing, at two thirds of load at most: 6 to 9 bytes a value, where a {@link java.util.HashMap}
 * takes 40. Guarded by its owner's lock.
 */
final class StringPool {

    /** Longer chains are an attack on {@link String#hashCode}; the rest of such values are not shared. */
    private static final int MAX_PROBES = 256;

    private static final @Nullable String[] NONE = {};

    private @Nullable String[] strings = NONE;
    private int size;

    String intern(String string) {
        if (size == 0) {
            strings = new String[8];
        }
        int index = indexOf(strings, string);
        if (index < 0) {
            return string;
        }
        String present = strings[index];
        if (present != null) {
            return present;
        }
        strings[index] = string;
        if (3 * ++size > 2 * strings.length) {
            grow();
        }
        return string;
    }

    private void grow() {
        @Nullable String[] larger = new String[strings.length + strings.length / 2];
        for (String string : strings) {
            int index = string == null ? -1 : indexOf(larger, string);
            if (index >= 0) {
                larger[index] = string;
            }
        }
        strings = larger;
    }

    private static int indexOf(@Nullable String[] strings, String string) {
        int hash = string.hashCode();
        int index = (int) (Integer.toUnsignedLong(hash * 0x9E3779B9) * strings.length >>> Integer.SIZE);
        for (int probes = 0; probes < MAX_PROBES; probes++) {
            String present = strings[index];
            // The characters of another string are one more place in memory to read.
            if (present == null || present.hashCode() == hash && present.equals(string)) {
                return index;
            }
            index = index + 1 < strings.length ? index + 1 : 0;
        }
        return -1;
    }
}
