package io.metricskit.exposition;

import io.metricskit.Metric;
import io.metricskit.encoding.ByteWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes families to a stream, one after the other, with buffers that it keeps for the next time. */
final class ScrapeWriter {

    private static final int FOREIGN_BUFFER = 4096;

    /** Shared by all exporters of an exposition, so that a collector runs for one of their scrapes at a time. */
    private final BusyCollectors busy;

    private final ByteWriter out = new ByteWriter();
    private final ByteWriter foreignOut = new ByteWriter(FOREIGN_BUFFER);

    ScrapeWriter(BusyCollectors busy) {
        this.busy = busy;
    }

    /**
     * Writes families.
     *
     * @param createdSamples whether to write since when series count, where the format has samples for that
     * @param names which families to write; empty for all
     * @param timeForCollectors what those may take together that might not answer at once; null to run them on the
     *     current thread, without a bound
     */
    void write(
            NegotiatedFormat negotiated,
            boolean createdSamples,
            List<ExposedFamily> families,
            Set<String> names,
            OutputStream stream,
            @Nullable Duration timeForCollectors)
            throws IOException {
        FormatWriter<?> format = negotiated.writer(out, createdSamples);
        Function<ByteWriter, ForeignFamilies> foreign =
                buffer -> new ForeignFamilies(buffer, negotiated.writer(buffer, createdSamples));
        List<ExposedFamily> chosen = names.isEmpty()
                ? families
                : families.stream()
                        .filter(family -> family.isNamed(names, negotiated.escaping()))
                        .toList();
        out.attach(stream);
        try (CollectorThread thread = threadFor(chosen, timeForCollectors, foreign)) {
            write(chosen, format, foreign.apply(foreignOut), thread);
            format.finish();
            out.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            out.detach();
        }
    }

    /**
     * Returns where to run those of the collectors that might not answer at once, or null where there are none, or
     * their time has no bound.
     */
    private @Nullable CollectorThread threadFor(
            List<ExposedFamily> families, @Nullable Duration time, Function<ByteWriter, ForeignFamilies> foreign) {
        if (time == null) {
            return null;
        }
        List<ExposedFamily> slow =
                families.stream().filter(ExposedFamily::mayTakeItsTime).toList();
        return slow.isEmpty()
                ? null
                : new CollectorThread(busy, time, slow, () -> foreign.apply(new ByteWriter(FOREIGN_BUFFER)));
    }

    private static void write(
            List<ExposedFamily> families,
            FormatWriter<?> format,
            ForeignFamilies here,
            @Nullable CollectorThread thread) {
        for (ExposedFamily family : families) {
            if (family.collector() instanceof Metric<?> metric) {
                format.stream(family, metric);
                continue;
            }
            BoundedBuffer samples = thread != null && family.mayTakeItsTime() ? thread.next() : here.collect(family);
            if (samples != null && samples.size() > 0) {
                format.append(family, samples);
            }
        }
    }
}
