package io.metricskit.exposition;

import io.metricskit.model.Collector;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A run of a collector, which may outlast the scrape that it is for. */
final class CollectorRun extends FutureTask<BoundedBuffer> {

    private final Collector collector;
    private final BusyCollectors busy;
    private final CountDownLatch settled = new CountDownLatch(1);

    private volatile boolean overrun;

    CollectorRun(Collector collector, BusyCollectors busy, Callable<BoundedBuffer> collection) {
        super(collection);
        this.collector = collector;
        this.busy = busy;
    }

    Collector collector() {
        return collector;
    }

    /** Says that nobody waits for it any more. */
    void overruns() {
        overrun = true;
        settled.countDown();
    }

    /** Waits until it has ended or overrun, and returns whether it ended in time. */
    boolean endsWithin(long nanos) throws InterruptedException {
        return settled.await(nanos, TimeUnit.NANOSECONDS) && !overrun;
    }

    @Override
    protected void done() {
        busy.leave(this);
        settled.countDown();
    }
}
