package io.metricskit.exposition;

import io.metricskit.Metric;
import io.metricskit.encoding.ByteWriter;
import io.metricskit.model.Collector;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Set;

/** Writes families to a stream, one after the other, with buffers that it keeps for the next time. */
final class ScrapeWriter {

    private final ByteWriter out = new ByteWriter();
    private final ByteWriter foreignOut = new ByteWriter(4096);

    /**
     * Writes families.
     *
     * @param createdSamples whether to write since when series count, where the format has samples for that
     * @param names which families to write; empty for all
     */
    void write(
            NegotiatedFormat negotiated,
            boolean createdSamples,
            Collection<ExposedFamily> families,
            Set<String> names,
            OutputStream stream)
            throws IOException {
        FormatWriter<?> format = negotiated.writer(out, createdSamples);
        ForeignFamilies foreign = new ForeignFamilies(foreignOut, negotiated.writer(foreignOut, createdSamples));
        out.attach(stream);
        try {
            for (ExposedFamily family : families) {
                if (names.isEmpty() || family.isNamed(names)) {
                    write(family, format, foreign);
                }
            }
            format.finish();
            out.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            out.detach();
        }
    }

    private static void write(ExposedFamily family, FormatWriter<?> format, ForeignFamilies foreign) {
        Collector collector = family.collector();
        if (collector instanceof Metric<?>) {
            format.stream(family);
            return;
        }
        BoundedBuffer samples = foreign.collect(family);
        if (samples != null && samples.size() > 0) {
            format.append(family, samples);
        }
    }
}
