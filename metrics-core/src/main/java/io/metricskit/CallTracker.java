package io.metricskit;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that shows how many calls are in progress: {@link Gauge} and its children.
 *
 * <p>A call counts from before it starts until it has returned or thrown, or its stage has ended. The methods never
 * change the call: the same result or the same exception comes back even where the recording fails, which is logged.
 *
 * <pre>{@code
 * Order order = inProgress.track(() -> repository.find(id));
 * }</pre>
 */
public interface CallTracker {

    /** Adds 1. */
    void inc();

    /** Subtracts 1. */
    void dec();

    /**
     * Does work, which is in progress until it returns or throws.
     *
     * @param work what to do
     * @return its result
     * @throws X as the work does
     */
    default <T extends @Nullable Object, X extends Throwable> T track(Work<T, X> work) throws X {
        CallTracker begun = Recording.begin(this);
        try {
            return work.run();
        } finally {
            Recording.end(begun);
        }
    }

    /**
     * Does work, which is in progress until it returns or throws.
     *
     * @param action what to do
     * @throws X as the work does
     */
    default <X extends Throwable> void track(Action<X> action) throws X {
        CallTracker begun = Recording.begin(this);
        try {
            action.run();
        } finally {
            Recording.end(begun);
        }
    }

    /**
     * Starts asynchronous work, which is in progress until its stage ends in any way, cancellation included.
     *
     * @param work starts the work
     * @return the very stage that the work returned
     */
    default <S extends @Nullable CompletionStage<?>> S trackAsync(Supplier<S> work) {
        CallTracker begun = Recording.begin(this);
        return Recording.untilEnd(work, failure -> Recording.end(begun));
    }
}
