package io.metricskit;

import org.jspecify.annotations.Nullable;

/**
 * One instance for all equal label values of a metric: callers tend to make a new string for each call, and series keep
 * theirs.
 *
 * <p>A set with open addressing, at half load at most: 8 to 16 bytes a value, where a {@link java.util.HashMap} takes
 * 40. Guarded by its owner's lock.
 */
final class StringPool {

    /** Longer chains are an attack on {@link String#hashCode}; the rest of such values are not shared. */
    private static final int MAX_PROBES = 64;

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
        if (2 * ++size > strings.length) {
            grow();
        }
        return string;
    }

    private void grow() {
        @Nullable String[] larger = new String[2 * strings.length];
        for (String string : strings) {
            int index = string == null ? -1 : indexOf(larger, string);
            if (index >= 0) {
                larger[index] = string;
            }
        }
        strings = larger;
    }

    private static int indexOf(@Nullable String[] strings, String string) {
        int hash = string.hashCode() * 0x9E3779B9;
        int index = (hash ^ (hash >>> 16)) & (strings.length - 1);
        for (int probes = 0; probes < MAX_PROBES; probes++) {
            String present = strings[index];
            if (present == null || present.equals(string)) {
                return index;
            }
            index = (index + 1) & (strings.length - 1);
        }
        return -1;
    }
}
