package io.metricskit;

import org.jspecify.annotations.Nullable;

/**
 * Work that returns a value and may throw a checked exception.
 *
 * <pre>{@code
 * String page = latency.time(() -> Files.readString(path));
 * }</pre>
 *
 * @param <T> what it returns
 * @param <X> what it throws
 */
@FunctionalInterface
public interface Work<T extends @Nullable Object, X extends Throwable> {

    /**
     * Does the work.
     *
     * @return its result
     * @throws X as the work does
     */
    T run() throws X;
}
