package io.metricskit;

import org.jspecify.annotations.Nullable;

/**
 * Hashes of label pairs for {@link SeriesTable}.
 *
 * <p>The hash of a label set is the sum of the hashes of its pairs, so that it does not depend on their order. An absent
 * label (an empty value) adds nothing.
 */
final class LabelHash {

    /** The key that stands for hashing by {@link String#hashCode()}, which strings remember. */
    static final long UNKEYED = 0;

    private LabelHash() {}

    /**
     * Returns the hash of one pair.
     *
     * @param key {@link #UNKEYED}, or a secret number: label values may come from an attacker who knows how to make
     *     strings of the same {@code hashCode}
     */
    static int pair(long key, @Nullable String name, @Nullable String value) {
        // Nulls match no series either; the slow path, which a miss leads to, refuses them with a message.
        if (name == null || value == null || value.isEmpty()) {
            return 0;
        }
        return key == UNKEYED ? mix(31 * name.hashCode() + value.hashCode()) : keyed(key, name, value);
    }

    /** The finalizer of MurmurHash3: a sum of pairs must not be a sum of plain string hashes. */
    private static int mix(int hash) {
        int h = hash * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }

    private static int keyed(long key, String name, String value) {
        long hash = keyed(keyed(key, name) + 1, value);
        return (int) (hash ^ (hash >>> 32));
    }

    private static long keyed(long key, String text) {
        long hash = key;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return hash;
    }
}
