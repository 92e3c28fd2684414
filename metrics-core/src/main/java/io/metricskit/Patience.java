package io.metricskit;

import java.util.concurrent.locks.LockSupport;

/** The back-off between tries for what another thread holds for nanoseconds as a rule: spin, then yield, then park. */
final class Patience {

    private static final int SPINS = 64;
    private static final int YIELDS = 16;
    private static final long PARK_NANOS = 50_000;

    /** Threads that seldom use the same series are apart again at the second or third try. */
    private static final int CHANCE_MEETINGS = 2;

    private Patience() {}

    /** Returns whether after so many tries {@link #pause} still spins or yields, and does not park. */
    static boolean isShort(int tries) {
        return tries < SPINS + YIELDS;
    }

    /** Returns whether threads that have met so many times in a row may have done so by chance. */
    static boolean isChance(int meetings) {
        return meetings <= CHANCE_MEETINGS;
    }

    /** Pauses after a try that failed; the first one is number 0. */
    static void pause(int tries) {
        if (tries < SPINS) {
            Thread.onSpinWait();
            return;
        }
        // Also before a park, which returns at once where the thread is interrupted: the holder may need this
        // processor.
        Thread.yield();
        if (tries >= SPINS + YIELDS) {
            LockSupport.parkNanos(PARK_NANOS);
        }
    }
}
