package io.metricskit.exposition;

import io.metricskit.Metric;
import io.metricskit.encoding.ByteWriter;
import io.metricskit.model.Labels;
import io.metricskit.model.Series;
import io.metricskit.model.Thresholds;

/** Writes samples line by line, as all text formats do. */
abstract class TextLines extends FormatWriter<TextHead> {

    private static final int SCRATCH_BYTES = 256;

    final ByteWriter out;

    private final TextDialect dialect;

    private boolean metadataWritten;
    private byte[] composed = new byte[SCRATCH_BYTES];

    TextLines(ByteWriter out, TextDialect dialect, EscapingScheme escaping) {
        super(escaping);
        this.out = out;
        this.dialect = dialect;
    }

    @Override
    final void stream(ExposedFamily next, Metric<?> metric) {
        begin(next);
        metric.collect(this);
    }

    /** Begins a family, whose metadata is written before its first sample. */
    @Override
    final void begin(ExposedFamily next) {
        super.begin(next);
        metadataWritten = false;
    }

    @Override
    final void append(ExposedFamily next, BoundedBuffer samples) {
        samples.copyTo(out);
    }

    @Override
    public final void sample(Series series, double value) {
        Series shown = beginSample(series);
        out.value(value);
        endSample(series, shown);
    }

    @Override
    public final void sample(Series series, long value) {
        Series shown = beginSample(series);
        out.decimal(value);
        endSample(series, shown);
    }

    @Override
    public final void sample(Series series, double value, long timestampMillis) {
        Series shown = beginSample(series);
        out.value(value);
        out.put((byte) ' ');
        timestamp(timestampMillis);
        endSample(series, shown);
    }

    private Series beginSample(Series series) {
        Series shown = prepare(series);
        beginLine(shown, head().plain());
        return shown;
    }

    private void endSample(Series series, Series shown) {
        if (head().total()) {
            exemplar(series, 0);
            out.put((byte) '\n');
            created(series, shown);
        } else {
            out.put((byte) '\n');
        }
    }

    @Override
    public final void histogram(Series series, Thresholds upperBounds, long[] cumulativeCounts, double sum) {
        Series shown = prepare(series);
        int length = compose(shown, head().bucket());
        for (int i = 0; i < upperBounds.size(); i++) {
            out.line(composed, length, upperBounds.lastPair(i), cumulativeCounts[i]);
            exemplar(series, i);
            out.put((byte) '\n');
        }
        if (takesNegatives() || upperBounds.get(0) >= 0 && sum >= 0) {
            sum(shown, sum);
            count(shown, cumulativeCounts[upperBounds.size() - 1]);
        }
        created(series, shown);
    }

    @Override
    public final void summary(Series series, Thresholds quantiles, double[] values, long count, double sum) {
        Series shown = prepare(series);
        int length = compose(shown, head().plain());
        for (int i = 0; i < quantiles.size(); i++) {
            if (takesNegatives() || !(values[i] < 0)) {
                out.line(composed, length, quantiles.lastPair(i), values[i]);
                out.put((byte) '\n');
            }
        }
        if (takesNegatives() || sum >= 0) {
            sum(shown, sum);
        }
        count(shown, count);
        created(series, shown);
    }

    private void sum(Series shown, double sum) {
        beginLine(shown, head().sum());
        out.value(sum);
        out.put((byte) '\n');
    }

    private void count(Series shown, long count) {
        beginLine(shown, head().count());
        out.decimal(count);
        out.put((byte) '\n');
    }

    /** Writes the timestamp of a sample in the unit of the format. */
    abstract void timestamp(long millis);

    /** Writes the exemplar of a sample, where the format knows such and there is one. */
    void exemplar(Series series, int index) {}

    /** Writes since when a series counts, where that is wanted and known. */
    void created(Series series, Series shown) {}

    /** Returns whether the format takes negative quantiles and sums; without a sum, a histogram has no count either. */
    boolean takesNegatives() {
        return true;
    }

    /**
     * Writes the metadata before the first series.
     *
     * @return the series as the scraper gets to see it
     */
    private Series prepare(Series series) {
        Series shown = shown(series);
        if (!metadataWritten) {
            out.put(head().metadata());
            metadataWritten = true;
        }
        return shown;
    }

    @Override
    final TextHead headFor(ExposedFamily family, Labels common) {
        return family.textHead(dialect, escaping(), common);
    }

    /** Writes what comes before the value of a sample that has no threshold. */
    final void beginLine(Series shown, byte[] prefix) {
        boolean labelled = shown.isLabelled();
        out.put(prefix, 0, labelled ? prefix.length : prefix.length - 1);
        shown.writeLabels(out);
        if (labelled || head().braced()) {
            out.put((byte) '}');
        }
        out.put((byte) ' ');
    }

    /** Puts together what comes before the threshold in all samples that have one, and returns how long it is. */
    private int compose(Series shown, byte[] prefix) {
        int length = prefix.length + shown.labelsLength() + 1;
        if (composed.length < length) {
            composed = new byte[2 * length];
        }
        System.arraycopy(prefix, 0, composed, 0, prefix.length);
        shown.copyLabels(composed, prefix.length);
        composed[length - 1] = ',';
        return shown.isLabelled() ? length : length - 1;
    }
}
