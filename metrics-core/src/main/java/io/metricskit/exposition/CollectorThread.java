package io.metricskit.exposition;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The daemon thread on which a scrape runs collectors that might not answer at once, with a bound on the time that they
 * take together. Used by the thread that scrapes.
 */
final class CollectorThread implements AutoCloseable {
    /*
     * The thread is made when the first such collector is to run, and ends with the last; where there are only metrics
     * of ours, there is none. It runs ahead of the scrape, so that the two need not wait for each other at every
     * collector, which takes a hundred times as long as a quick one does.
     *
     * The scrape waits for each in turn, so that families stay in order. A collector may take nine tenths of the time
     * that is left, so that one that hangs leaves some to those behind it, and they to each other. It keeps the thread
     * and the buffers then, and the scrape goes on with others. It stays among the busy collectors until it returns:
     * later scrapes do without it at once where one has waited for it as long as they would. So one that hangs holds
     * one thread, however often it is asked for.
     *
     * It is not interrupted. An interrupt closes the channel that it happens to use, which may be one that the whole
     * application shares, and a thread that waits costs less than that.
     *
     * Two scrapes never run a collector at the same time: the second waits for the first, for at most half of its time,
     * since as much is needed to run it then. A collector that itself scrapes would wait for its own end; a scrape from
     * such a thread does without busy collectors at once.
     */

    /**
     * The shortest turn: enough for a quick collector, in spite of a pause of the JVM, where some before it have used
     * up the limit.
     */
    private static final long SHORTEST_NANOS = Duration.ofMillis(50).toNanos();

    /** For how long beyond the limit there are such turns. */
    private static final long OVERRUN_NANOS = 4 * SHORTEST_NANOS;

    /** A turn after that: enough for a thread to start. */
    private static final long LAST_RESORT_NANOS = Duration.ofMillis(2).toNanos();

    /** For how long beyond the limit there are turns at all. The next scrape does at once without those that hang. */
    private static final long LAST_OVERRUN_NANOS = 6 * SHORTEST_NANOS;

    private static final String NAME = "metrics-collectors";

    private final BusyCollectors busy;
    private final Duration limit;
    private final boolean patient = !(Thread.currentThread() instanceof Daemon);

    /** Written by the scraping thread alone, read by the other one too. */
    private volatile long nanosLeft;

    private final List<ExposedFamily> families;
    private final Supplier<ForeignFamilies> foreign;

    private int next;
    private @Nullable CollectorsAhead ahead;

    /** Creates what needs no thread yet; all collectors together may take the time of the limit. */
    CollectorThread(
            BusyCollectors busy, Duration limit, List<ExposedFamily> families, Supplier<ForeignFamilies> foreign) {
        this.busy = busy;
        this.limit = limit;
        this.nanosLeft = limit.toNanos();
        this.families = families;
        this.foreign = foreign;
    }

    /**
     * Waits for the next collector.
     *
     * @return its samples, or null if it failed or took too long, which its owner has been told
     * @throws UncheckedIOException if the scraping thread is interrupted
     */
    @Nullable BoundedBuffer next() {
        ExposedFamily family = families.get(next);
        try {
            Collected collected = collected();
            if (collected.failure() != null) {
                family.failed(collected.failure());
            }
            return collected.samples();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(
                    new InterruptedIOException("interrupted while " + family.name() + " was collected"));
        } finally {
            next++;
        }
    }

    private Collected collected() throws InterruptedException {
        Collected ready = ahead == null ? null : ahead.ready();
        if (ready != null) {
            return ready;
        }
        long since = System.nanoTime();
        try {
            return awaited();
        } finally {
            nanosLeft -= System.nanoTime() - since;
        }
    }

    private Collected awaited() throws InterruptedException {
        if (nanosLeft < -LAST_OVERRUN_NANOS) {
            close();
            return Collected.failed(
                    new TimeoutException("others have used up the " + limit.toMillis() + " ms for all collectors"));
        }
        long nanos = Math.max(nanosLeft - nanosLeft / 10, shortestNanos());
        try {
            return running().next(nanos);
        } catch (TimeoutException e) {
            close();
            return Collected.failed(new TimeoutException("it had not returned after "
                    + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms of the " + limit.toMillis()
                    + " ms for all collectors, and is left out until it does"));
        } catch (OutOfMemoryError e) {
            // Where a thread runs, the next answer would be that of this collector.
            close();
            return Collected.failed(e);
        }
    }

    private long shortestNanos() {
        return nanosLeft > -OVERRUN_NANOS ? SHORTEST_NANOS : LAST_RESORT_NANOS;
    }

    private CollectorsAhead running() {
        CollectorsAhead running = ahead;
        if (running == null) {
            running = new CollectorsAhead(
                    families.subList(next, families.size()), foreign.get(), busy, () -> patient ? nanosLeft / 2 : 0);
            new Daemon(running).start();
            ahead = running;
        }
        return running;
    }

    /** Lets the thread end, at once or when its collector returns. */
    @Override
    public void close() {
        if (ahead != null) {
            ahead.abandon();
        }
        ahead = null;
    }

    private static final class Daemon extends Thread {

        /**
         * With the class loader of the thread that scrapes, which collectors may need, but not with its thread-locals.
         */
        Daemon(Runnable work) {
            super(null, work, NAME, 0, false);
            setDaemon(true);
            setContextClassLoader(Thread.currentThread().getContextClassLoader());
        }
    }
}
