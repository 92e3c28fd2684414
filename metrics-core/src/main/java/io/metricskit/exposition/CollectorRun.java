package io.metricskit.exposition;

import io.metricskit.model.Collector;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A run of a collector, which may outlast the scrape that it is for. */
final class CollectorRun {

    private final ExposedFamily family;
    private final CompletableFuture<BoundedBuffer> samples = new CompletableFuture<>();
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
     * @return its samples, or null if it failed
     */
    @Nullable BoundedBuffer run(ForeignFamilies place, BusyCollectors busy, long patienceNanos) {
        try {
            busy.enter(this, patienceNanos);
            BoundedBuffer collected;
            try {
                collected = place.samples(family);
            } finally {
                busy.leave(this);
            }
            samples.complete(collected);
            return collected;
        } catch (Throwable e) {
            samples.completeExceptionally(e);
            return null;
        } finally {
            settled.countDown();
        }
    }

    /**
     * Waits for the samples.
     *
     * @throws ExecutionException if the collector failed
     * @throws TimeoutException if it takes longer; it has overrun then, and nobody waits for it any more
     */
    BoundedBuffer await(long nanos) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return samples.get(nanos, TimeUnit.NANOSECONDS);
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
