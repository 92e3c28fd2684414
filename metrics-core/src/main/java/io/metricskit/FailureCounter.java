package io.metricskit;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that counts the exceptions of calls: {@link Counter} and its children.
 *
 * <p>Everything thrown counts as 1, with one exception: a {@link CancellationException} says that nobody wants the
 * result, not that the call failed. The methods never change the call: the same result or the same exception comes back
 * even where the recording fails, which is logged.
 *
 * <pre>{@code
 * Order order = failures.countExceptions(() -> repository.find(id));
 * }</pre>
 */
public interface FailureCounter {

    /** Adds 1. */
    void inc();

    /**
     * Does work, and counts what it throws.
     *
     * @param work what to do
     * @return its result
     * @throws X as the work does
     */
    default <T extends @Nullable Object, X extends Throwable> T countExceptions(Work<T, X> work) throws X {
        try {
            return work.run();
        } catch (Throwable e) {
            count(e);
            throw e;
        }
    }

    /**
     * Does work, and counts what it throws.
     *
     * @param action what to do
     * @throws X as the work does
     */
    default <X extends Throwable> void countExceptions(Action<X> action) throws X {
        try {
            action.run();
        } catch (Throwable e) {
            count(e);
            throw e;
        }
    }

    /**
     * Starts asynchronous work, and counts an exception that it throws or that its stage ends with.
     *
     * @param work starts the work
     * @return the very stage that the work returned
     */
    default <S extends @Nullable CompletionStage<?>> S countExceptionsAsync(Supplier<S> work) {
        return Recording.untilEnd(work, this::count);
    }

    /**
     * Returns what a call failed with, without the {@link CompletionException} or {@link ExecutionException} that a
     * future has put around it.
     *
     * @param failure what a call or a stage ended with
     */
    static Throwable causeOf(Throwable failure) {
        Throwable cause = failure;
        // Bounded, since causes may form a circle.
        for (int depth = 0; depth < 32; depth++) {
            Throwable inner = cause.getCause();
            boolean wraps = cause instanceof CompletionException || cause instanceof ExecutionException;
            if (!wraps || inner == null) {
                break;
            }
            cause = inner;
        }
        return cause;
    }

    private void count(@Nullable Throwable failure) {
        if (failure != null) {
            Recording.safely(() -> {
                if (!(causeOf(failure) instanceof CancellationException)) {
                    inc();
                }
            });
        }
    }
}
