package io.metricskit;

import io.metricskit.model.Exemplar;
import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.SampleSink;
import io.metricskit.model.Series;
import io.metricskit.model.Thresholds;
import org.jspecify.annotations.Nullable;

/** Puts constant labels before those of each series, in one collection. */
final class ConstLabelSink implements SampleSink {

    private final Labels constLabels;
    private final SampleSink sink;

    /* The names of the last series, and those with the constant ones: formats know shared names again. */
    private @Nullable LabelNames lastNames;
    private LabelNames lastWithConst = LabelNames.of();

    private @Nullable IllegalArgumentException firstRefusal;

    ConstLabelSink(Labels constLabels, SampleSink sink) {
        this.constLabels = constLabels;
        this.sink = sink;
    }

    /** Throws what was refused first, if anything was: the callback may have swallowed the exception. */
    void requireNoRefusal() {
        IllegalArgumentException refusal = firstRefusal;
        if (refusal != null) {
            throw refusal;
        }
    }

    @Override
    public void sample(Series series, double value) {
        sink.sample(withConstLabels(series), value);
    }

    @Override
    public void sample(Series series, long value) {
        sink.sample(withConstLabels(series), value);
    }

    @Override
    public void sample(Series series, double value, long timestampMillis) {
        sink.sample(withConstLabels(series), value, timestampMillis);
    }

    @Override
    public void histogram(Series series, Thresholds upperBounds, long[] cumulativeCounts, double sum) {
        sink.histogram(withConstLabels(series), upperBounds, cumulativeCounts, sum);
    }

    @Override
    public void summary(Series series, Thresholds quantiles, double[] values, long count, double sum) {
        sink.summary(withConstLabels(series), quantiles, values, count, sum);
    }

    private Series withConstLabels(Series series) {
        LabelNames names = withConstNames(series.labelNames());
        String[] values = new String[names.size()];
        for (int i = 0; i < values.length; i++) {
            int own = i - constLabels.size();
            values[i] = own < 0 ? constLabels.value(i) : series.labelValue(own);
        }
        return new Labelled(names, values, series);
    }

    private LabelNames withConstNames(LabelNames own) {
        if (!own.equals(lastNames)) {
            String[] names = new String[constLabels.size() + own.size()];
            for (int i = 0; i < names.length; i++) {
                int index = i - constLabels.size();
                names[i] = index < 0 ? constLabels.name(i) : own.get(index);
            }
            try {
                lastWithConst = LabelNames.of(names);
            } catch (IllegalArgumentException e) {
                firstRefusal = firstRefusal == null ? e : firstRefusal;
                throw e;
            }
            lastNames = own;
        }
        return lastWithConst;
    }

    /** A series with more labels, which has the exemplars of the one without, and counts since the same time. */
    private static final class Labelled extends Series {

        private final Series without;

        Labelled(LabelNames names, String[] values, Series without) {
            super(names, values);
            this.without = without;
        }

        @Override
        public @Nullable Exemplar exemplar(int index) {
            return without.exemplar(index);
        }

        @Override
        public long createdSeconds() {
            return without.createdSeconds();
        }
    }
}
