package io.metricskit;

/**
 * Remembers for threads which of several stripes was free when they came last, so that threads that meet once go to
 * different ones from then on.
 *
 * <p>A hint: threads may share one, and a race may lose one. It is written when a thread finds its stripe taken, and
 * only read otherwise, so that it stays in every processor's cache.
 */
final class StripeHints {

    /**
     * How many stripes a series has at most: as many as there are processors, since more threads do not run at once;
     * two at least, and no more than a hint can name.
     */
    static final int MAX_STRIPES =
            Math.min(Byte.MAX_VALUE, Math.max(2, Runtime.getRuntime().availableProcessors()));

    /**
     * How far what belongs to different stripes is apart, in longs: two cache lines, which some processors fetch at
     * once.
     */
    static final int PADDING = 16;

    /** Up to 64 hints, and eight or more a stripe: of the threads that run at the same time, few share one then. */
    private static final int SLOT_BITS = Math.min(6, Integer.SIZE - Integer.numberOfLeadingZeros(8 * MAX_STRIPES - 1));

    /** How many hints there are. */
    static final int SLOTS = 1 << SLOT_BITS;

    private final byte[] stripes = new byte[SLOTS];

    /** Returns the slot of the current thread's hint. */
    static int slot() {
        // Not the identity hash, which takes several times as long of a thread that another one waits for (join).
        return ((int) Thread.currentThread().getId() * 0x9E3779B9) >>> (Integer.SIZE - SLOT_BITS);
    }

    int get(int slot) {
        return stripes[slot];
    }

    /** Sets a hint, unless it is there already: a store would take the line from all other processors. */
    void set(int slot, int stripe) {
        if (stripes[slot] != stripe) {
            stripes[slot] = (byte) stripe;
        }
    }
}
