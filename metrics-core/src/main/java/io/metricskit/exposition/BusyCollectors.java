package io.metricskit.exposition;

import io.metricskit.model.Collector;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** The collectors that run for a scrape, or still do for one that is over: each of them once. */
final class BusyCollectors {

    private final Map<Collector, CollectorRun> runs = Collections.synchronizedMap(new IdentityHashMap<>());

    /**
     * Records that a collector is going to run.
     *
     * @param patienceNanos how long to wait for another scrape to be done with it
     * @throws TimeoutException if it runs for another scrape, and has kept that, or this, waiting for too long
     */
    void enter(CollectorRun run, long patienceNanos) throws InterruptedException, TimeoutException {
        CollectorRun other = runs.putIfAbsent(run.collector(), run);
        if (other == null) {
            return;
        }
        long since = System.nanoTime();
        do {
            if (!other.endsWithin(patienceNanos - (System.nanoTime() - since))) {
                throw new TimeoutException("it is still running for an earlier scrape");
            }
            other = runs.putIfAbsent(run.collector(), run);
        } while (other != null);
    }

    /** Records that a collector has returned. */
    void leave(CollectorRun run) {
        runs.remove(run.collector(), run);
    }
}
