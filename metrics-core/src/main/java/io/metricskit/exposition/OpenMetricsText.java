package io.metricskit.exposition;

import io.metricskit.encoding.ByteWriter;
import io.metricskit.model.Exemplar;
import io.metricskit.model.Series;
import java.nio.charset.StandardCharsets;

/**
 * Writes OpenMetrics text: version 1.0.0, and 0.0.1, which has the same body.
 *
 * <p>What the format does not take is left out, and found in the other formats: a sum that does not only grow, with the
 * count of its histogram, and a negative quantile.
 *
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/">OpenMetrics 1.0</a>
 */
final class OpenMetricsText extends TextLines {

    private static final byte[] END = "# EOF\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EXEMPLAR = " # {".getBytes(StandardCharsets.US_ASCII);

    /** Whether to write since when series count. */
    private final boolean createdSamples;

    OpenMetricsText(ByteWriter out, EscapingScheme escaping, boolean createdSamples) {
        super(out, TextDialect.OPENMETRICS, escaping);
        this.createdSamples = createdSamples;
    }

    /** In seconds, with as many decimals as milliseconds need. */
    @Override
    void timestamp(long millis) {
        out.decimal(millis / 1000);
        int rest = (int) (millis % 1000);
        if (rest > 0) {
            out.put((byte) '.');
            out.put((byte) ('0' + rest / 100));
            out.put((byte) ('0' + rest / 10 % 10));
            out.put((byte) ('0' + rest % 10));
        }
    }

    @Override
    void exemplar(Series series, int index) {
        Exemplar exemplar = series.exemplar(index);
        if (exemplar != null) {
            out.put(EXEMPLAR);
            exemplar.series().writeLabels(out);
            out.put((byte) '}');
            out.put((byte) ' ');
            out.value(exemplar.value());
            out.put((byte) ' ');
            timestamp(exemplar.timestampMillis());
        }
    }

    @Override
    void created(Series series, Series shown) {
        if (createdSamples && series.createdSeconds() != Series.NOT_KNOWN) {
            beginLine(shown, head().created());
            out.decimal(series.createdSeconds());
            out.put((byte) '\n');
        }
    }

    @Override
    boolean takesNegatives() {
        return false;
    }

    @Override
    void finish() {
        out.put(END);
    }
}
