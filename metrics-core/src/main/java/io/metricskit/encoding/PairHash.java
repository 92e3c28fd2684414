package io.metricskit.encoding;

/**
 * The hash of a label. That of a set is the sum over its labels, and so does not depend on their order. Stateless.
 *
 * <p>The bits are spread as at the end of MurmurHash3 (Austin Appleby, public domain).
 */
public final class PairHash {

    private PairHash() {}

    /**
     * Returns the part of the hash that depends on the label's name.
     *
     * @param name the label's name
     */
    public static int seed(String name) {
        return 31 * name.hashCode();
    }

    /**
     * Returns the hash.
     *
     * @param seed the {@link #seed} of the label's name
     * @param valueHash the hash code of its value
     */
    public static int of(int seed, int valueHash) {
        // Each bit of one changes half of the other's on average, since values that count up lie close together; and
        // not
        // linearly, for swapped values would give the same sum.
        int hash = seed + valueHash;
        hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
        return hash ^ (hash >>> 16);
    }
}
