package io.metricskit;

import io.metricskit.model.Collector;
import java.util.concurrent.atomic.LongAdder;

/** How often a collector failed, and when that was last logged. */
final class CollectorFailures {

    private final LongAdder count = new LongAdder();
    private final OncePerMinute logging = new OncePerMinute();

    void add(Collector collector, Throwable failure) {
        count.increment();
        if (logging.isDue()) {
            Warnings.failedCollector(collector, failure);
        }
    }

    long count() {
        return count.sum();
    }
}
