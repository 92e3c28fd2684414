package io.metricskit.exposition;

import io.metricskit.encoding.ByteWriter;
import io.metricskit.encoding.Varint;
import io.metricskit.model.Exemplar;
import io.metricskit.model.Series;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The exemplars of one series, held still while the series is written: its threads may replace them meanwhile. Scratch
 * space, used by one thread.
 */
final class ProtobufExemplars {

    private static final int MILLIS = 1000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private @Nullable Exemplar[] exemplars = new Exemplar[1];
    private boolean any;

    /** Takes over those of the first samples of a series, and returns whether there is any. */
    boolean read(Series series, int samples) {
        if (exemplars.length < samples) {
            exemplars = new Exemplar[samples];
        }
        any = false;
        for (int i = 0; i < samples; i++) {
            exemplars[i] = series.exemplar(i);
            any |= exemplars[i] != null;
        }
        return any;
    }

    /** Forgets them. */
    void clear() {
        Arrays.fill(exemplars, null);
        any = false;
    }

    /** Returns whether there is any. */
    boolean areAny() {
        return any;
    }

    /** Returns how many bytes {@link #write} writes for a sample, 0 where it has no exemplar. */
    int length(int sample) {
        Exemplar exemplar = exemplars[sample];
        return exemplar == null ? 0 : ProtobufFormat.field(contentLength(exemplar));
    }

    /** Writes the exemplar of a sample, if it has one, as the field of that tag. */
    void write(byte tag, int sample, ByteWriter out) {
        Exemplar exemplar = exemplars[sample];
        if (exemplar != null) {
            out.put(tag);
            out.varint(contentLength(exemplar));
            exemplar.series().writeProtobufLabels(out);
            out.put(ProtobufField.EXEMPLAR_VALUE);
            out.littleEndian(exemplar.value());
            out.put(ProtobufField.EXEMPLAR_TIMESTAMP);
            out.varint(timestampLength(exemplar));
            out.put(ProtobufField.SECONDS);
            out.varint(seconds(exemplar));
            out.put(ProtobufField.NANOS);
            out.varint(nanos(exemplar));
        }
    }

    private int contentLength(Exemplar exemplar) {
        return exemplar.series().protobufLabelsLength()
                + ProtobufFormat.DOUBLE
                + ProtobufFormat.field(timestampLength(exemplar));
    }

    private static int timestampLength(Exemplar exemplar) {
        return 1 + Varint.length(seconds(exemplar)) + 1 + Varint.length(nanos(exemplar));
    }

    private static long seconds(Exemplar exemplar) {
        return Math.floorDiv(exemplar.timestampMillis(), MILLIS);
    }

    private static int nanos(Exemplar exemplar) {
        return Math.floorMod(exemplar.timestampMillis(), MILLIS) * NANOS_PER_MILLI;
    }
}
