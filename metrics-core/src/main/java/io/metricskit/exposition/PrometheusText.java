package io.metricskit.exposition;

import io.metricskit.encoding.ByteWriter;
import io.metricskit.model.Series;
import io.metricskit.model.Thresholds;

/**
 * Writes the text format of Prometheus: version 0.0.4, and 1.0.0, which adds quoted names.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">Text-based format</a>
 */
final class PrometheusText extends TextLines {

    PrometheusText(ByteWriter out, EscapingScheme escaping) {
        super(out, TextDialect.PROMETHEUS, escaping);
    }

    @Override
    void timestamp(long millis) {
        out.decimal(millis);
    }

    @Override
    void exemplar(Series series, int index) {}

    @Override
    void created(Series series, Series shown) {}

    @Override
    boolean takesTotals(Thresholds upperBounds) {
        return true;
    }

    @Override
    boolean takesSum(double sum) {
        return true;
    }

    @Override
    boolean takesQuantile(double value) {
        return true;
    }

    @Override
    void finish() {}
}
