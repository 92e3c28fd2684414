package io.metricskit.exposition;

import io.metricskit.model.Collector;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A run of a collector, which may outlast the scrape that it is for. */
final class CollectorRun {

    private final ExposedFamily family;
    private final CompletableFuture<Collected> outcome = new CompletableFuture<>();
    private final CountDownLatch settled = new CountDownLatch(1);

    private volatile boolean abandoned;
    private volatile boolean overrun;

    CollectorRun(ExposedFamily family) {
        this.family = family;
    }

    Collector collector() {
        return family.collector();
    }

    /**
     * Runs the collector, for which {@link #await} waits.
     *
     * @param place where to collect
     * @param busy the collectors that run already
     * @param patienceNanos how long to wait for another run of the same
     */
    Collected run(ForeignFamilies place, BusyCollectors busy, long patienceNanos) {
        Collected collected = collected(place, busy, patienceNanos);
        outcome.complete(collected);
        settled.countDown();
        return collected;
    }

    private Collected collected(ForeignFamilies place, BusyCollectors busy, long patienceNanos) {
        try {
            busy.enter(this, patienceNanos);
            try {
                return Collected.of(place.samples(family));
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
            return outcome.get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run is completed with what became of it", e);
        } catch (TimeoutException | InterruptedException e) {
            overruns();
            throw e;
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
        if (!settled.await(nanos, TimeUnit.NANOSECONDS)) {
            if (abandoned) {
                overruns();
            }
            return false;
        }
        return !overrun;
    }

    private void overruns() {
        overrun = true;
        settled.countDown();
    }
}
