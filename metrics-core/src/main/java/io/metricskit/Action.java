package io.metricskit;

/**
 * Work that returns nothing and may throw a checked exception.
 *
 * <pre>{@code
 * latency.time(() -> Files.delete(path));
 * }</pre>
 *
 * @param <X> what it throws
 */
@FunctionalInterface
public interface Action<X extends Throwable> {

    /**
     * Does the work.
     *
     * @throws X as the work does
     */
    void run() throws X;
}
