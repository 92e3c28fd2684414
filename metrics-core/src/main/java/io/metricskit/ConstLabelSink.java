package io.metricskit;

import io.metricskit.model.Labels;
import io.metricskit.model.SampleSink;
import io.metricskit.model.Series;
import io.metricskit.model.Thresholds;

/** Puts constant labels before those of each series. */
record ConstLabelSink(Labels constLabels, SampleSink sink) implements SampleSink {

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
        return Series.of(constLabels, series.labels());
    }
}
