package io.metricskit.exposition;

import io.metricskit.encoding.ByteWriter;

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
}
