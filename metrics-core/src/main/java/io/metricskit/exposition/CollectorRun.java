package io.metricskit.exposition;

import io.metricskit.model.Collector;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A run of a collector, which may outlast the scrape that it is for. */
final class CollectorRun {

    private final ExposedFamily family;

    /** Cancelled once it has overrun, although the collector still runs. */
    private final CompletableFuture<Collected> outcome = new CompletableFuture<>();

    private volatile boolean abandoned;

    CollectorRun(ExposedFamily family) {
        this.family = family;
    }

    Collector collector() {
        return family.collector();
    }

    /**
     * Runs the collector, for which {@link #await} waits.
     *
     * @param foreign where to collect
     * @param busy the collectors that run already
     * @param patienceNanos how long to wait for another run of the same
     */
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

    /**
     * Waits for the collector.
     *
     * @throws TimeoutException if it takes longer; it has overrun then, and nobody waits for it any more
     */
    Collected await(long nanos) throws InterruptedException, TimeoutException {
        try {
            return get(nanos);
        } catch (TimeoutException | InterruptedException e) {
            outcome.cancel(false);
            throw e;
        }
    }

    private Collected get(long nanos) throws InterruptedException, TimeoutException {
        try {
            return outcome.get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run is completed with what became of it", e);
        }
    }

    /** Says that the scrape which it is for has ended before its turn. */
    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /**
     * Waits until it has ended or overrun, and returns whether it ended in time. One that no scrape waits for any more
     * has overrun if it takes longer: the next scrape shall not wait as long again.
     */
    boolean endsWithin(long nanos) throws InterruptedException {
        try {
            get(nanos);
            return true;
        } catch (CancellationException overrun) {
            return false;
        } catch (TimeoutException e) {
            if (abandoned) {
                outcome.cancel(false);
            }
            return false;
        }
    }
}
