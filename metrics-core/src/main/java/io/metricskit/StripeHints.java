package io.metricskit;

/**
 * Remembers for threads which of several stripes was free when they came last, so that threads that meet part for good.
 *
 * <p>A hint: threads may share one, and a race may lose one. It is written when a thread finds its stripe taken, and
 * only read otherwise, so that it stays in every processor's cache.
 */
final class StripeHints {

    private static final int SLOTS = 64;

    private final byte[] stripes = new byte[SLOTS];

    /** Returns the place of the current thread's hint. */
    static int slot() {
        // The identity hash stands in the thread's header; virtual threads have one too.
        return (System.identityHashCode(Thread.currentThread()) * 0x9E3779B9) >>> 26;
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
