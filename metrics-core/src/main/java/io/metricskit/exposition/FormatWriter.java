package io.metricskit.exposition;

import io.metricskit.model.SampleSink;

/**
 * Writes families in one format: the seam behind which formats differ. One is made for each exposition, and used by one
 * thread.
 */
abstract class FormatWriter implements SampleSink {

    /** Writes a family of ours, whose collector cannot fail half-way, straight from the collector. */
    abstract void stream(ExposedFamily family);

    /** Takes note of the family to which the next samples belong: those of a collector that may fail half-way. */
    abstract void begin(ExposedFamily family);

    /**
     * Writes a family whose samples are complete.
     *
     * @param samples what a writer of the same format has written since {@link #begin}; not empty
     */
    abstract void append(ExposedFamily family, BoundedBuffer samples);

    /** Ends the exposition. */
    abstract void finish();
}
