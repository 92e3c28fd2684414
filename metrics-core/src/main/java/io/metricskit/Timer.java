package io.metricskit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;

/**
 * A running stopwatch that observes the elapsed seconds when it is closed, once.
 *
 * <pre>{@code
 * try (Timer timer = latency.labels("path", "/").startTimer()) {
 *     work();
 * }
 * }</pre>
 *
 * <p>Time is taken from {@link System#nanoTime}, so that it does not depend on the wall clock. A timer may be closed by
 * another thread than the one that started it. A recording that fails is logged and does not throw.
 */
public final class Timer implements AutoCloseable {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final VarHandle CLOSED = FieldHandle.of(MethodHandles.lookup(), "closed", boolean.class);

    private final Observer observer;
    private final long start = System.nanoTime();

    private boolean closed;

    Timer(Observer observer) {
        this.observer = observer;
    }

    /** Observes the seconds since the start; later calls do nothing. */
    @Override
    public void close() {
        if (CLOSED.compareAndSet(this, false, true)) {
            Recording.observeSince(observer, start);
        }
    }

    /** Returns the seconds since the start, without observing them. */
    public double elapsedSeconds() {
        return seconds(start, System.nanoTime());
    }

    /** Returns a duration in seconds, to the nanosecond where it is not months long. */
    static double seconds(Duration duration) {
        Objects.requireNonNull(duration, "the duration must not be null");
        return duration.getSeconds() + duration.getNano() / NANOS_PER_SECOND;
    }

    /** Returns the seconds between two readings of the clock, which some machines' clocks make negative. */
    static double seconds(long start, long end) {
        return Math.max(0, end - start) / NANOS_PER_SECOND;
    }
}
