package io.metricskit.exposition;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Collectors that run one after the other, ahead of the scrape that waits for their samples. */
final class CollectorsAhead implements Runnable {

    /** How much may lie ready before the scrape takes it, plus the samples of one more collector. */
    private static final int MAX_BYTES = 1 << 18;

    /**
     * In the order of the scrape, which takes out each that it has waited for, and with it the samples; the other
     * thread is done with it by then.
     */
    private final @Nullable CollectorRun[] runs;

    /** Where to collect; used by nobody else. */
    private final ForeignFamilies foreign;

    private final BusyCollectors busy;

    /** Returns how long to wait for another scrape to be done with a collector. */
    private final LongSupplier patienceNanos;

    private final Semaphore room = new Semaphore(MAX_BYTES);
    private volatile boolean abandoned;

    /** Belongs to the scraping thread. */
    private int next;

    /** Creates what begins to run with {@link #run}, in the order in which the scrape waits for the families. */
    CollectorsAhead(
            List<ExposedFamily> families, ForeignFamilies foreign, BusyCollectors busy, LongSupplier patienceNanos) {
        this.runs = families.stream().map(CollectorRun::new).toArray(CollectorRun[]::new);
        this.foreign = foreign;
        this.busy = busy;
        this.patienceNanos = patienceNanos;
    }

    @Override
    public void run() {
        for (CollectorRun run : runs) {
            if (run == null || abandoned) {
                return;
            }
            Collected collected = run.run(foreign, busy, patienceNanos.getAsLong());
            // A collector may leave its thread interrupted, which must not affect the next one.
            Thread.interrupted();
            room.acquireUninterruptibly(permits(collected));
        }
    }

    /** Takes what became of the next collector, and makes room for more samples; null if it has not returned yet. */
    @Nullable Collected ready() {
        Collected collected = nextRun().ready();
        return collected == null ? null : take(collected);
    }

    /**
     * Waits for the next collector, and makes room for more samples.
     *
     * @throws TimeoutException if it takes longer; then only {@link #abandon} is left to do
     */
    Collected next(long nanos) throws InterruptedException, TimeoutException {
        return take(nextRun().await(nanos));
    }

    private Collected take(Collected collected) {
        runs[next++] = null;
        room.release(permits(collected));
        return collected;
    }

    private CollectorRun nextRun() {
        return Objects.requireNonNull(runs[next], "no collector is left");
    }

    private static int permits(Collected collected) {
        return Math.min(collected.size(), MAX_BYTES);
    }

    /** Runs no collector any more behind the one that runs now. */
    void abandon() {
        abandoned = true;
        room.release(MAX_BYTES);
    }
}
