package io.metricskit.exposition;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a scrape runs collectors that might not answer at once: a daemon thread of its own, with a bound on the time that
 * they take together. Used by the thread that scrapes.
 */
final class CollectorThread implements AutoCloseable {
    /*
     * The thread is made when the first such collector is to run, and ends with the scrape; where there are only metrics
     * of ours, there is none. The scrape waits for each collector before it goes on, so that families stay in order and
     * only one is in memory.
     *
     * A collector may take nine tenths of the time that is left, so that one that hangs leaves some to those behind it,
     * and they to each other. It keeps the thread and the buffers then, and the scrape goes on with others. It stays
     * among the busy collectors until it returns: later scrapes do without it at once, so that one that hangs holds one
     * thread, however often it is asked for.
     *
     * It is not interrupted. An interrupt closes the channel that it happens to use, which may be one that the whole
     * application shares, and a thread that waits costs less than that.
     *
     * Two scrapes never run a collector at the same time: the second waits for the first, for at most half of its time,
     * since as much is needed to run it then. A collector that itself scrapes would wait for its own end; a scrape from
     * such a thread does without busy collectors at once.
     */

    /** A quick collector gets its turn, however many before it hang, and in spite of a pause of the JVM. */
    private static final long SHORTEST_NANOS = Duration.ofMillis(50).toNanos();

    private static final String NAME = "metrics-collectors";

    private final BusyCollectors busy;
    private final Duration limit;

    private long nanosLeft;
    private @Nullable ExecutorService thread;
    private @Nullable ForeignFamilies place;

    /**
     * Creates what needs no thread yet.
     *
     * @param limit the time that all collectors may take together
     */
    CollectorThread(BusyCollectors busy, Duration limit) {
        this.busy = busy;
        this.limit = limit;
        this.nanosLeft = limit.toNanos();
    }

    /**
     * Runs a collector.
     *
     * @param places makes a place to collect in
     * @return its samples, or null if it failed or took too long, which its owner has been told
     * @throws UncheckedIOException if the scraping thread is interrupted
     */
    @Nullable BoundedBuffer collect(ExposedFamily family, Supplier<ForeignFamilies> places) {
        long since = System.nanoTime();
        try {
            return samples(family, places);
        } catch (ExecutionException e) {
            family.failed(e.getCause());
            return null;
        } catch (TimeoutException e) {
            family.failed(e);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(
                    new InterruptedIOException("interrupted while " + family.name() + " was collected"));
        } finally {
            nanosLeft -= System.nanoTime() - since;
        }
    }

    private BoundedBuffer samples(ExposedFamily family, Supplier<ForeignFamilies> places)
            throws InterruptedException, ExecutionException, TimeoutException {
        ForeignFamilies in = place == null ? places.get() : place;
        place = in;
        CollectorRun run = new CollectorRun(family.collector(), busy, () -> in.samples(family));
        long since = System.nanoTime();
        busy.enter(run, Thread.currentThread() instanceof Daemon ? 0 : nanosLeft / 2);
        long left = nanosLeft - (System.nanoTime() - since);
        long nanos = Math.max(left - left / 10, SHORTEST_NANOS);
        boolean returned = false;
        try {
            start(run);
            BoundedBuffer samples = run.get(nanos, TimeUnit.NANOSECONDS);
            returned = true;
            return samples;
        } catch (ExecutionException e) {
            returned = true;
            throw e;
        } catch (TimeoutException e) {
            throw new TimeoutException("it had not returned after " + TimeUnit.NANOSECONDS.toMillis(nanos)
                    + " ms of the " + limit.toMillis() + " ms for all collectors, and is left out until it does");
        } finally {
            if (!returned) {
                run.overruns();
                close();
            }
        }
    }

    private void start(CollectorRun run) throws ExecutionException {
        try {
            if (thread == null) {
                thread = Executors.newFixedThreadPool(1, Daemon::new);
            }
            thread.execute(run);
        } catch (OutOfMemoryError noThread) {
            run.cancel(false);
            throw new ExecutionException(noThread);
        }
    }

    /** Lets the thread end, at once or when its collector returns. */
    @Override
    public void close() {
        if (thread != null) {
            thread.shutdown();
        }
        thread = null;
        place = null;
    }

    private static final class Daemon extends Thread {

        /** With the class loader of the thread that scrapes, which collectors may need, but not with its thread-locals. */
        Daemon(Runnable work) {
            super(null, work, NAME, 0, false);
            setDaemon(true);
            setContextClassLoader(Thread.currentThread().getContextClassLoader());
        }
    }
}
