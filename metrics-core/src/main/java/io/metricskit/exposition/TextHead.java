package io.metricskit.exposition;

import io.metricskit.encoding.EncodedBytes;
import io.metricskit.encoding.LabelEscaping;
import io.metricskit.encoding.LegacyNames;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.Series;

/**
 * The beginnings of a family's lines, encoded once and not at each scrape.
 *
 * <p>A prefix goes up to the first label of the series; its last byte, a brace or a comma, is left off where the series
 * has no labels.
 *
 * @param metadata the lines before the samples
 * @param braced whether the braces have something in them before the labels of a series
 * @param total whether the samples are those of an OpenMetrics counter, which may have exemplars
 * @param plain the prefix of a sample of the family's own name; empty where the type has no such samples, as below
 */
record TextHead(
        byte[] metadata,
        boolean braced,
        boolean total,
        byte[] plain,
        byte[] bucket,
        byte[] sum,
        byte[] count,
        byte[] created) {

    private static final byte[] ABSENT = {};

    /** Encodes the head of a family, with what the exposition puts before the labels of each series. */
    static TextHead of(Descriptor family, Labels common, TextDialect dialect, EscapingScheme escaping) {
        String name = escaping.metricName(family.name());
        MetricType type = family.type();
        boolean histogram = type == MetricType.HISTOGRAM;
        boolean distribution = histogram || type == MetricType.SUMMARY;
        boolean total = dialect == TextDialect.OPENMETRICS && TextDialect.isTotal(family, name);
        Series labels = escaping.shown(Series.of(common));
        return new TextHead(
                EncodedBytes.of(out -> dialect.writeMetadata(family, name, out)),
                labels.isLabelled() || !LegacyNames.isMetricName(name),
                total,
                histogram ? ABSENT : prefix(name, labels),
                histogram ? prefix(name + "_bucket", labels) : ABSENT,
                distribution ? prefix(name + "_sum", labels) : ABSENT,
                distribution ? prefix(name + "_count", labels) : ABSENT,
                distribution || total ? prefix(type.baseOf(name) + "_created", labels) : ABSENT);
    }

    private static byte[] prefix(String name, Series common) {
        return EncodedBytes.of(out -> {
            boolean quoted = !LegacyNames.isMetricName(name);
            if (quoted) {
                out.put((byte) '{');
            }
            LabelEscaping.writeMetricName(name, out);
            out.put((byte) (quoted ? ',' : '{'));
            if (common.isLabelled()) {
                common.writeLabels(out);
                out.put((byte) ',');
            }
        });
    }
}
