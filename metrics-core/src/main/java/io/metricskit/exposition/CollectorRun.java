package io.metricskit.exposition;

import io.metricskit.model.Collector;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A run of a collector, which may outlast the scrape that it is for. */
final class CollectorRun {

    private final ExposedFamily family;
    private final CompletableFuture<Collected> outcome = new CompletableFuture<>();

    /** The longest that a scrape has waited for it in vain. */
    private volatile long waitedNanos;

    CollectorRun(ExposedFamily family) {
        this.family = family;
    }

    Collector collector() {
        return family.collector();
    }

    /** Runs the collector, for which {@link #await} waits, if another run of it ends in time. */
    Collected run(ForeignFamilies foreign, BusyCollectors busy, long patienceNanos) {
        Collected collected = collected(foreign, busy, patienceNanos);
        outcome.complete(collected);
        return collected;
    }

    private Collected collected(ForeignFamilies foreign, BusyCollectors busy, long patienceNanos) {
        try {
            busy.enter(this, patienceNanos);
            try {
                return Collected.of(foreign.samples(family));
            } finally {
                busy.leave(this);
            }
        } catch (Throwable e) {
            return Collected.failed(e);
        }
    }

    /** Returns what became of it, or null if it has not returned yet. */
    @Nullable Collected ready() {
        return outcome.getNow(null);
    }

    /**
     * Waits for the collector.
     *
     * @throws TimeoutException if it takes longer; nobody waits for it any more then
     */
    Collected await(long nanos) throws InterruptedException, TimeoutException {
        try {
            return outcome.get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run is completed with what became of it", e);
        } catch (TimeoutException e) {
            waitedNanos = Math.max(waitedNanos, nanos);
            throw e;
        }
    }

    /**
     * Waits until it has ended, and returns whether it has. Where a scrape has waited about as long without success,
     * this one need not; one with less time tells nothing, since a scraper could keep a slow collector from all others
     * that way.
     */
    boolean endsWithin(long nanos) throws InterruptedException {
        try {
            await(nanos - nanos / 8 > waitedNanos ? nanos : 0);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }
}
