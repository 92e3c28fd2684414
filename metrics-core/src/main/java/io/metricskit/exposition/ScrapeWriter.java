package io.metricskit.exposition;

import io.metricskit.Metric;
import io.metricskit.encoding.ByteWriter;
import io.metricskit.model.Collector;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Set;

/**
 * Writes families to a stream, one after the other, with buffers that it keeps for the next time.
 *
 * <p>Metrics of ours stream, since they cannot fail half-way. Any other collector writes into a buffer of its own first,
 * so that a family of which it has written half leaves nothing behind when it fails.
 */
final class ScrapeWriter {

    /** What a collector that is not ours may write for one scrape. */
    private static final int MAX_FOREIGN_BYTES = 1 << 20;

    private final ByteWriter out = new ByteWriter();
    private final TextFormat format = new TextFormat(out);
    private final ByteWriter foreignOut = new ByteWriter(4096);
    private final TextFormat foreignFormat = new TextFormat(foreignOut);

    /**
     * Writes families.
     *
     * @param names which families to write; empty for all
     */
    void write(Collection<ExposedFamily> families, Set<String> names, OutputStream stream) throws IOException {
        out.attach(stream);
        try {
            for (ExposedFamily family : families) {
                if (names.isEmpty() || family.isNamed(names)) {
                    write(family);
                }
            }
            out.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            out.detach();
        }
    }

    private void write(ExposedFamily family) {
        Collector collector = family.collector();
        if (collector instanceof Metric<?>) {
            format.begin(family);
            collector.collect(format);
        } else {
            writeForeign(family);
        }
    }

    private void writeForeign(ExposedFamily family) {
        BoundedBuffer buffer = new BoundedBuffer(MAX_FOREIGN_BYTES);
        CheckedSink sink = new CheckedSink(family.descriptor(), family.constLabels(), foreignFormat);
        foreignOut.attach(buffer);
        try {
            foreignFormat.begin(family);
            family.collector().collect(sink);
            foreignOut.flush();
            sink.requireNoRefusal();
            buffer.requireNoOverrun();
        } catch (Throwable e) {
            family.failed(e);
            return;
        } finally {
            sink.close();
            foreignOut.detach();
        }
        buffer.copyTo(out);
    }
}
