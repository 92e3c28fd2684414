package io.metricskit.exposition;

import io.metricskit.Metric;
import io.metricskit.encoding.ByteWriter;
import io.metricskit.model.Collector;
import io.metricskit.model.PromptCollector;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes families to a stream, one after the other, with buffers that it keeps for the next time. */
final class ScrapeWriter {

    private static final int FOREIGN_BUFFER = 4096;

    private final ByteWriter out = new ByteWriter();
    private final ByteWriter foreignOut = new ByteWriter(FOREIGN_BUFFER);

    /**
     * Writes families.
     *
     * @param createdSamples whether to write since when series count, where the format has samples for that
     * @param names which families to write; empty for all
     * @param thread where collectors run that might take their time; null for the current thread
     */
    void write(
            NegotiatedFormat negotiated,
            boolean createdSamples,
            Collection<ExposedFamily> families,
            Set<String> names,
            OutputStream stream,
            @Nullable CollectorThread thread)
            throws IOException {
        FormatWriter<?> format = negotiated.writer(out, createdSamples);
        Function<ByteWriter, ForeignFamilies> places =
                buffer -> new ForeignFamilies(buffer, negotiated.writer(buffer, createdSamples));
        ForeignFamilies here = places.apply(foreignOut);
        out.attach(stream);
        try {
            for (ExposedFamily family : families) {
                if (!names.isEmpty() && !family.isNamed(names)) {
                    continue;
                }
                Collector collector = family.collector();
                if (collector instanceof Metric<?> metric) {
                    format.stream(family, metric);
                    continue;
                }
                BoundedBuffer samples = thread == null || collector instanceof PromptCollector
                        ? here.collect(family)
                        : thread.collect(family, () -> places.apply(new ByteWriter(FOREIGN_BUFFER)));
                if (samples != null && samples.size() > 0) {
                    format.append(family, samples);
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
}
