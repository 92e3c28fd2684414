package io.metricskit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one of many events a minute through, so that a fault that repeats does not flood the log. */
final class OncePerMinute {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong last = new AtomicLong(System.nanoTime() - MINUTE);

    boolean isDue() {
        long previous = last.get();
        long now = System.nanoTime();
        return now - previous >= MINUTE && last.compareAndSet(previous, now);
    }
}
