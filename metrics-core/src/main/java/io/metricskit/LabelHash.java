package io.metricskit;

import io.metricskit.encoding.LabelSetHash;
import io.metricskit.model.Labels;
import org.jspecify.annotations.Nullable;

/**
 * What the pairs of a label set add to its {@link LabelSetHash} in {@link SeriesTable}. An absent label (an empty
 * value) adds nothing.
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
        int sum = 0;
        for (int i = 0; i < labels.size(); i++) {
            sum += keyed(key, labels.name(i), labels.value(i));
        }
        return LabelSetHash.spread(sum);
    }

    /**
     * Returns what one pair adds.
     *
     * @param key {@link #UNKEYED}, or a secret number: label values may come from an attacker who knows how to make
     *     strings of the same {@code hashCode}
     */
    static int pair(long key, @Nullable String name, @Nullable String value) {
        // A look-up with a null need only miss: the slow path then refuses the null with a message.
        if (name == null) {
            return 0;
        }
        return key == UNKEYED ? unkeyed(LabelSetHash.multiplier(name), value) : keyed(key, name, value);
    }

    /** Returns what a pair adds where there is no key, by the {@link LabelSetHash#multiplier} of its name. */
    static int unkeyed(int multiplier, @Nullable String value) {
        return value == null ? 0 : multiplier * value.hashCode();
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
