package io.metricskit.exposition;

import io.metricskit.encoding.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * Collects the families of collectors that we did not write, each into a buffer of its own, so that a family of which a
 * collector has written half leaves nothing behind when it fails. Used by one thread.
 */
final class ForeignFamilies {

    private final ByteWriter out;
    private final FormatWriter<?> format;
    private final BoundedBuffer reused = new BoundedBuffer();

    /** Creates families to collect in turn, by way of a detached writer and the format that writes to it. */
    ForeignFamilies(ByteWriter out, FormatWriter<?> format) {
        this.out = out;
        this.format = format;
    }

    /**
     * Runs a collector.
     *
     * @return its samples, which the next call overwrites, or null if it failed, which its owner has been told
     */
    @Nullable BoundedBuffer collect(ExposedFamily family) {
        try {
            reused.reset();
            collectInto(reused, family);
            return reused;
        } catch (Throwable e) {
            family.failed(e);
            return null;
        }
    }

    /** Runs a collector, and throws whatever it threw, or what is wrong with its samples. */
    BoundedBuffer samples(ExposedFamily family) {
        BoundedBuffer buffer = new BoundedBuffer();
        collectInto(buffer, family);
        return buffer;
    }

    private void collectInto(BoundedBuffer buffer, ExposedFamily family) {
        CheckedSink sink = new CheckedSink(family.descriptor(), family.constLabels(), format);
        out.attach(buffer);
        try {
            format.begin(family);
            family.collector().collect(sink);
            out.flush();
            sink.requireNoRefusal();
        } finally {
            sink.close();
            out.detach();
        }
    }
}
