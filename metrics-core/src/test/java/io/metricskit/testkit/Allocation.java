package io.metricskit.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the bytes that the calling thread allocates. */
public final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UPS = 3;
    private static final int RUNS = 8;

    private Allocation() {}

    /**
     * Returns the fewest bytes of some runs, after others to warm up. On a busy machine the compiler comes late, and
     * what is not compiled yet may allocate what compiled code does not.
     */
    public static long of(Runnable run) {
        for (int i = 0; i < WARM_UPS; i++) {
            run.run();
        }
        long least = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            least = Math.min(least, once(run));
        }
        return least;
    }

    /** Returns the bytes of one run. */
    public static long once(Runnable run) {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        run.run();
        return THREADS.getThreadAllocatedBytes(thread) - before;
    }
}
