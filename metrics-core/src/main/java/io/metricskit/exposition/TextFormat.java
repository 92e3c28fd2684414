package io.metricskit.exposition;

import io.metricskit.encoding.ByteWriter;
import io.metricskit.encoding.LabelEscaping;
import io.metricskit.model.Descriptor;
import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.SampleSink;
import io.metricskit.model.Series;
import io.metricskit.model.Thresholds;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes samples in the text format 0.0.4.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">Text-based format</a>
 */
final class TextFormat implements SampleSink {

    private static final byte[] END_OF_LABELS = ascii("} ");
    private static final int SCRATCH_BYTES = 256;

    /**
     * What a family's lines begin with, spelled before any scrape.
     *
     * @param lines the lines before the samples
     * @param labelled whether all series have the exposition's labels
     * @param plain how the line of a sample of the family's own name begins, up to the first label of the series; the
     *     last byte, a brace or comma, is left off where the series has no labels
     * @param bucket the same for {@code _bucket}; empty where the type has no such samples, as those below
     */
    record Head(byte[] lines, boolean labelled, byte[] plain, byte[] bucket, byte[] sum, byte[] count) {

        static final Head NONE = new Head(new byte[0], false, new byte[0], new byte[0], new byte[0], new byte[0]);

        static Head of(Descriptor descriptor, Labels common) {
            MetricType type = descriptor.type();
            boolean histogram = type == MetricType.HISTOGRAM;
            boolean distribution = histogram || type == MetricType.SUMMARY;
            return new Head(
                    lines(descriptor),
                    !common.isEmpty(),
                    histogram ? NONE.plain : prefix(descriptor, "", common),
                    histogram ? prefix(descriptor, "_bucket", common) : NONE.bucket,
                    distribution ? prefix(descriptor, "_sum", common) : NONE.sum,
                    distribution ? prefix(descriptor, "_count", common) : NONE.count);
        }

        private static byte[] lines(Descriptor descriptor) {
            return spelled(out -> {
                if (!descriptor.help().isEmpty()) {
                    out.ascii("# HELP " + descriptor.name() + " ");
                    LabelEscaping.escapeHelp(descriptor.help(), out);
                    out.put((byte) '\n');
                }
                out.ascii("# TYPE " + descriptor.name() + " " + typeWord(descriptor.type()) + "\n");
            });
        }

        private static byte[] prefix(Descriptor descriptor, String suffix, Labels common) {
            return spelled(out -> {
                out.ascii(descriptor.name() + suffix + "{");
                if (!common.isEmpty()) {
                    Series.of(common).writeLabels(out);
                    out.put((byte) ',');
                }
            });
        }

        private static byte[] spelled(Consumer<ByteWriter> text) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ByteWriter out = new ByteWriter(SCRATCH_BYTES);
            out.attach(bytes);
            text.accept(out);
            out.flush();
            return bytes.toByteArray();
        }
    }

    private static String typeWord(MetricType type) {
        return switch (type) {
            case COUNTER -> "counter";
            case GAUGE, INFO -> "gauge";
            case SUMMARY -> "summary";
            case HISTOGRAM -> "histogram";
            case UNKNOWN -> "untyped";
        };
    }

    private final ByteWriter out;

    private @Nullable ExposedFamily family;
    private boolean linesWritten;

    /** The label names that the head below is for; series share them, so identity will do. */
    private @Nullable LabelNames shape;

    private Head head = Head.NONE;
    private byte[] composed = new byte[SCRATCH_BYTES];

    TextFormat(ByteWriter out) {
        this.out = out;
    }

    /** Begins a family; its head is written with its first sample. */
    void begin(ExposedFamily next) {
        family = next;
        linesWritten = false;
        shape = null;
    }

    @Override
    public void sample(Series series, double value) {
        prepare(series);
        labels(series, head.plain);
        endLabels(series);
        out.value(value);
        out.put((byte) '\n');
    }

    @Override
    public void sample(Series series, long value) {
        prepare(series);
        labels(series, head.plain);
        endLabels(series);
        out.decimal(value);
        out.put((byte) '\n');
    }

    @Override
    public void sample(Series series, double value, long timestampMillis) {
        prepare(series);
        labels(series, head.plain);
        endLabels(series);
        out.value(value);
        out.put((byte) ' ');
        out.decimal(timestampMillis);
        out.put((byte) '\n');
    }

    @Override
    public void histogram(Series series, Thresholds upperBounds, long[] cumulativeCounts, double sum) {
        prepare(series);
        int length = compose(series, head.bucket);
        for (int i = 0; i < upperBounds.size(); i++) {
            out.put(composed, 0, length);
            endLabels(series, upperBounds, i);
            out.decimal(cumulativeCounts[i]);
            out.put((byte) '\n');
        }
        sumAndCount(series, sum, cumulativeCounts[upperBounds.size() - 1]);
    }

    @Override
    public void summary(Series series, Thresholds quantiles, double[] values, long count, double sum) {
        prepare(series);
        int length = compose(series, head.plain);
        for (int i = 0; i < quantiles.size(); i++) {
            out.put(composed, 0, length);
            endLabels(series, quantiles, i);
            out.value(values[i]);
            out.put((byte) '\n');
        }
        sumAndCount(series, sum, count);
    }

    private void sumAndCount(Series series, double sum, long count) {
        labels(series, head.sum);
        endLabels(series);
        out.value(sum);
        out.put((byte) '\n');
        labels(series, head.count);
        endLabels(series);
        out.decimal(count);
        out.put((byte) '\n');
    }

    /** Chooses the head for a series, and writes the lines before the first one. */
    private void prepare(Series series) {
        if (series.labelNames() != shape) {
            shape = series.labelNames();
            head = headFor(shape);
        }
        if (!linesWritten) {
            out.put(head.lines);
            linesWritten = true;
        }
    }

    /** A label of the series' own wins over a constant label of the exposition: no name may stand there twice. */
    private Head headFor(LabelNames names) {
        ExposedFamily current = Objects.requireNonNull(family, "no family has begun");
        Labels constLabels = current.constLabels();
        Labels common = Labels.empty();
        boolean shadowed = false;
        for (int i = 0; i < constLabels.size(); i++) {
            shadowed |= names.indexOf(constLabels.name(i)) >= 0;
        }
        for (int i = 0; shadowed && i < constLabels.size(); i++) {
            if (names.indexOf(constLabels.name(i)) < 0) {
                common = common.with(constLabels.name(i), constLabels.value(i));
            }
        }
        return shadowed ? Head.of(current.descriptor(), common) : current.head();
    }

    private void labels(Series series, byte[] prefix) {
        out.put(prefix, 0, series.isLabelled() ? prefix.length : prefix.length - 1);
        series.writeLabels(out);
    }

    /** Puts together what all samples with a threshold begin with, and returns how long it is. */
    private int compose(Series series, byte[] prefix) {
        int length = (series.isLabelled() ? prefix.length : prefix.length - 1) + series.labelsLength();
        if (composed.length < length) {
            composed = new byte[2 * length];
        }
        System.arraycopy(prefix, 0, composed, 0, length - series.labelsLength());
        series.copyLabels(composed, length - series.labelsLength());
        return length;
    }

    private void endLabels(Series series) {
        if (series.isLabelled() || head.labelled) {
            out.put(END_OF_LABELS);
        } else {
            out.put((byte) ' ');
        }
    }

    private void endLabels(Series series, Thresholds thresholds, int index) {
        boolean first = !series.isLabelled() && !head.labelled;
        if (first) {
            out.put((byte) '{');
        }
        thresholds.writeLastPair(index, first, out);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
