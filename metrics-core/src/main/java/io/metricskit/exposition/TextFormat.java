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
import org.jspecify.annotations.Nullable;

/**
 * Writes samples in the text format 0.0.4.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">Text-based format</a>
 */
final class TextFormat implements SampleSink {

    private static final byte[] BUCKET = ascii("_bucket");
    private static final byte[] COUNT = ascii("_count");
    private static final byte[] SUM = ascii("_sum");
    private static final byte[] NO_SUFFIX = {};
    private static final int HEAD_CAPACITY = 256;

    /** What stands before a family's samples, and its name as each of them begins with it. */
    record Head(byte[] name, byte[] lines) {

        static Head of(Descriptor descriptor) {
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            ByteWriter out = new ByteWriter(HEAD_CAPACITY);
            out.attach(lines);
            if (!descriptor.help().isEmpty()) {
                out.ascii("# HELP " + descriptor.name() + " ");
                LabelEscaping.escapeHelp(descriptor.help(), out);
                out.put((byte) '\n');
            }
            out.ascii("# TYPE " + descriptor.name() + " " + typeWord(descriptor.type()) + "\n");
            out.flush();
            return new Head(ascii(descriptor.name()), lines.toByteArray());
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

    private Head head = new Head(NO_SUFFIX, NO_SUFFIX);
    private boolean headWritten;
    private Labels constLabels = Labels.empty();

    /** The label names that the constant labels below were chosen for; series share them, so identity will do. */
    private @Nullable LabelNames shape;

    private Series shapeConstLabels = Series.unlabelled();

    TextFormat(ByteWriter out) {
        this.out = out;
    }

    /** Begins a family; its head is written with its first sample. */
    void begin(ExposedFamily family) {
        head = family.head();
        headWritten = false;
        constLabels = family.constLabels();
        shape = null;
    }

    @Override
    public void sample(Series series, double value) {
        begin(series, NO_SUFFIX);
        endLabels(series);
        out.value(value);
        out.put((byte) '\n');
    }

    @Override
    public void sample(Series series, long value) {
        begin(series, NO_SUFFIX);
        endLabels(series);
        out.decimal(value);
        out.put((byte) '\n');
    }

    @Override
    public void sample(Series series, double value, long timestampMillis) {
        begin(series, NO_SUFFIX);
        endLabels(series);
        out.value(value);
        out.put((byte) ' ');
        out.decimal(timestampMillis);
        out.put((byte) '\n');
    }

    @Override
    public void histogram(Series series, Thresholds upperBounds, long[] cumulativeCounts, double sum) {
        for (int i = 0; i < upperBounds.size(); i++) {
            begin(series, BUCKET);
            endLabels(series, upperBounds, i);
            out.decimal(cumulativeCounts[i]);
            out.put((byte) '\n');
        }
        sumAndCount(series, sum, cumulativeCounts[upperBounds.size() - 1]);
    }

    @Override
    public void summary(Series series, Thresholds quantiles, double[] values, long count, double sum) {
        for (int i = 0; i < quantiles.size(); i++) {
            begin(series, NO_SUFFIX);
            endLabels(series, quantiles, i);
            out.value(values[i]);
            out.put((byte) '\n');
        }
        sumAndCount(series, sum, count);
    }

    private void sumAndCount(Series series, double sum, long count) {
        begin(series, SUM);
        endLabels(series);
        out.value(sum);
        out.put((byte) '\n');
        begin(series, COUNT);
        endLabels(series);
        out.decimal(count);
        out.put((byte) '\n');
    }

    /** Writes a sample's name and labels, without the closing brace. */
    private void begin(Series series, byte[] suffix) {
        if (!headWritten) {
            out.put(head.lines);
            headWritten = true;
        }
        out.put(head.name);
        out.put(suffix);
        Series common = commonLabels(series);
        if (common.isLabelled()) {
            out.put((byte) '{');
            common.writeLabels(out);
        }
        if (series.isLabelled()) {
            out.put((byte) (common.isLabelled() ? ',' : '{'));
            series.writeLabels(out);
        }
    }

    private void endLabels(Series series) {
        if (isLabelled(series)) {
            out.put((byte) '}');
        }
        out.put((byte) ' ');
    }

    private void endLabels(Series series, Thresholds thresholds, int index) {
        boolean first = !isLabelled(series);
        if (first) {
            out.put((byte) '{');
        }
        thresholds.writePair(index, first, out);
        out.put((byte) '}');
        out.put((byte) ' ');
    }

    private boolean isLabelled(Series series) {
        return series.isLabelled() || shapeConstLabels.isLabelled();
    }

    /** A label of the series' own wins over a constant label of the exposition: no name may stand there twice. */
    private Series commonLabels(Series series) {
        if (series.labelNames() != shape) {
            shape = series.labelNames();
            Labels common = Labels.empty();
            for (int i = 0; i < constLabels.size(); i++) {
                if (shape.indexOf(constLabels.name(i)) < 0) {
                    common = common.with(constLabels.name(i), constLabels.value(i));
                }
            }
            shapeConstLabels = common.isEmpty() ? Series.unlabelled() : Series.of(common);
        }
        return shapeConstLabels;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
