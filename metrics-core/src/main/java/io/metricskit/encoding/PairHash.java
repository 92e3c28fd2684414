package io.metricskit.encoding;

/**
 * The hash of a label. That of a set is the sum over its labels, and so does not depend on their order. Stateless.
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
        // Spreads the bits, and not linearly: swapped values would give the same sum otherwise.
        int product = (seed + valueHash) * 0x9E3779B9;
        return product ^ (product >>> 15);
    }
}
