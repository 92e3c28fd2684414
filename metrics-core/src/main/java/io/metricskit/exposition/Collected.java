package io.metricskit.exposition;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of running a collector: its samples, or why there are none. The failure is kept as a value, since the
 * exceptions that a future puts around one call its {@code toString}, which is the user's code.
 */
record Collected(@Nullable BoundedBuffer samples, @Nullable Throwable failure) {

    static Collected of(BoundedBuffer samples) {
        return new Collected(samples, null);
    }

    static Collected failed(Throwable failure) {
        return new Collected(null, failure);
    }

    /** Returns how many bytes the samples take. */
    int size() {
        return samples == null ? 0 : samples.size();
    }
}
