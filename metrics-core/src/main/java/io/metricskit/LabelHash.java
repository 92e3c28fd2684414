package io.metricskit;

import io.metricskit.encoding.PairHash;
import io.metricskit.model.Labels;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of label pairs for {@link SeriesTable}.
 *
 * <p>The hash of a label set is the sum of the hashes of its pairs, so that it does not depend on their order. An
 * absent label (an empty value) adds nothing.
 */
final class LabelHash {

    /** The key that stands for hashing by {@link String#hashCode()}, which strings remember. */
    static final long UNKEYED = 0;

    private LabelHash() {}

    /** Returns the hash of a set. */
    static int of(long key, Labels labels) {
        if (key == UNKEYED) {
            return labels.hashCode();
        }
        int hash = 0;
        for (int i = 0; i < labels.size(); i++) {
            hash += keyed(key, labels.name(i), labels.value(i));
        }
        return hash;
    }

    /**
     * Returns the hash of one pair.
     *
     * @param key {@link #UNKEYED}, or a secret number: label values may come from an attacker who knows how to make
     *     strings of the same {@code hashCode}
     */
    static int pair(long key, @Nullable String name, @Nullable String value) {
        // Nulls match no series either; the slow path, which a miss leads to, refuses them with a message.
        if (name == null) {
            return 0;
        }
        return key == UNKEYED ? seeded(PairHash.seed(name), value) : keyed(key, name, value);
    }

    /**
     * Returns the unkeyed hash of a pair.
     *
     * @param seed the {@link PairHash#seed} of its name
     */
    static int seeded(int seed, @Nullable String value) {
        if (value == null) {
            return 0;
        }
        int hash = value.hashCode();
        return hash == 0 && value.isEmpty() ? 0 : PairHash.of(seed, hash);
    }

    private static int keyed(long key, String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return 0;
        }
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
