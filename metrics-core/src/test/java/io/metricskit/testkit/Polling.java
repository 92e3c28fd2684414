package io.metricskit.testkit;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Bounded waiting for what another process or thread is about to do. */
public final class Polling {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Polling() {}

    /**
     * Tries until a result is accepted, and returns it.
     *
     * <p>An {@link UncheckedIOException} counts as an attempt that failed; any other exception is passed on. After
     * {@code limit}, and after one attempt at least, an {@link AssertionError} says what was awaited and what came last.
     *
     * @param what what is awaited, for the message
     */
    public static <T> T until(String what, Duration limit, Supplier<T> attempt, Predicate<? super T> accepted) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            String last;
            try {
                T result = attempt.get();
                if (accepted.test(result)) {
                    return result;
                }
                last = String.valueOf(result);
            } catch (UncheckedIOException e) {
                last = e.getCause().toString();
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new AssertionError("not within " + limit + ": " + what + "; last: " + last);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted while waiting for: " + what + "; last: " + last);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
