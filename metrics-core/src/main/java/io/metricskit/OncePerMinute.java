package io.metricskit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;

/** Lets one of many events a minute through, so that a fault that repeats does not flood the log. */
final class OncePerMinute {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private static final VarHandle LAST = FieldHandle.of(MethodHandles.lookup(), "last", long.class);

    private final NanoClock clock;
    private volatile long last;

    OncePerMinute() {
        this(NanoClock.SYSTEM);
    }

    OncePerMinute(NanoClock clock) {
        this.clock = clock;
        this.last = clock.nanos() - MINUTE;
    }

    boolean isDue() {
        long previous = last;
        long now = clock.nanos();
        return now - previous >= MINUTE && LAST.compareAndSet(this, previous, now);
    }
}
