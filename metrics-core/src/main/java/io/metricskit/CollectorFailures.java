package io.metricskit;

import io.metricskit.model.Descriptor;
import java.util.concurrent.atomic.LongAdder;

/** How often a collector failed, and when that was last logged. */
final class CollectorFailures {

    private final LongAdder count = new LongAdder();
    private final OncePerMinute logging = new OncePerMinute();

    void add(Descriptor descriptor, Throwable failure) {
        count.increment();
        if (logging.isDue()) {
            Warnings.failedCollector(descriptor, failure);
        }
    }

    long count() {
        return count.sum();
    }
}
