package io.metricskit.encoding;

/**
 * The hash of a label set: the sum over its labels of the value's hash code times a number that the name gives, spread
 * over all bits. It does not depend on the order of the labels, and one with an empty value adds nothing. Stateless.
 */
public final class LabelSetHash {
    /*
     * Values that count up, such as user-1 and user-2, have hash codes that lie close together. Multiplied by odd
     * numbers without a pattern, those of few labels hardly ever have the same sum; but the lower bits, by which tables
     * begin to look, are still regular, and so are only those that are spread at last.
     */

    private LabelSetHash() {}

    /** Returns what the hash codes of the values of a label are multiplied by, an odd number. */
    public static int multiplier(String name) {
        return spread(name.hashCode()) | 1;
    }

    /** Returns what a label adds to the sum. */
    public static int pair(String name, String value) {
        return multiplier(name) * value.hashCode();
    }

    /** Returns the hash for the sum over the labels. */
    public static int spread(int sum) {
        int hash = (sum ^ (sum >>> 15)) * 0x85EBCA6B;
        return hash ^ (hash >>> 13);
    }
}
