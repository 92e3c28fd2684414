package io.metricskit;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes observations: {@link Summary}, {@link Histogram} and their children.
 *
 * <p>The timing methods observe seconds. They never change the call that they time: the same result or the same
 * exception comes back even where the recording fails, which is logged.
 *
 * <pre>{@code
 * Order order = latency.time(() -> repository.find(id));
 * }</pre>
 */
public interface Observer {

    /**
     * Records one observation. NaN is left out, and counted in {@code metrics_dropped_observations_total}.
     *
     * @param value the observed value; for durations, seconds
     */
    void observe(double value);

    /**
     * Records a duration, in seconds.
     *
     * @param duration how long something took; a negative one is recorded as it is
     */
    default void observe(Duration duration) {
        observe(Timer.seconds(duration));
    }

    /**
     * Records the seconds from a moment until now, or 0 if that moment lies ahead. That is what a {@link Timer} does,
     * without the object; but unlike a timer, it throws if the recording fails.
     *
     * @param startNanos what {@link System#nanoTime} was at that moment
     */
    default void observeSince(long startNanos) {
        observe(Timer.seconds(startNanos, System.nanoTime()));
    }

    /** Starts a timer, which observes when it is closed. */
    default Timer startTimer() {
        return new Timer(this);
    }

    /**
     * Times work, whether it returns or throws.
     *
     * @param work what to time
     * @return its result
     * @throws X as the work does
     */
    default <T extends @Nullable Object, X extends Throwable> T time(Work<T, X> work) throws X {
        long start = System.nanoTime();
        try {
            return work.run();
        } finally {
            Recording.observeSince(this, start);
        }
    }

    /**
     * Times work, whether it returns or throws.
     *
     * @param action what to time
     * @throws X as the work does
     */
    default <X extends Throwable> void time(Action<X> action) throws X {
        long start = System.nanoTime();
        try {
            action.run();
        } finally {
            Recording.observeSince(this, start);
        }
    }

    /**
     * Times asynchronous work until its stage ends in any way, cancellation included.
     *
     * @param work starts the work
     * @return the very stage that the work returned
     */
    default <S extends @Nullable CompletionStage<?>> S timeAsync(Supplier<S> work) {
        Timer timer = startTimer();
        return Recording.untilEnd(work, failure -> timer.close());
    }
}
