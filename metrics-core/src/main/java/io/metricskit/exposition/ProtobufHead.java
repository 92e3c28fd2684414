package io.metricskit.exposition;

import io.metricskit.encoding.EncodedBytes;
import io.metricskit.encoding.ProtobufLabels;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.Series;

/**
 * The beginning of a family's message, before its metrics, and that of each metric.
 *
 * @param family name, help, type and unit
 * @param labels the labels that the exposition puts before those of each series
 */
record ProtobufHead(byte[] family, byte[] labels) {

    static ProtobufHead of(Descriptor family, Labels common, EscapingScheme escaping) {
        String name = escaping.metricName(family.name());
        return new ProtobufHead(
                EncodedBytes.of(out -> {
                    ProtobufLabels.text(ProtobufField.NAME, name, out);
                    if (!family.help().isEmpty()) {
                        ProtobufLabels.text(ProtobufField.HELP, family.help(), out);
                    }
                    out.put(ProtobufField.TYPE);
                    out.varint(typeNumber(family.type()));
                    if (TextDialect.isUnitOf(family.type().baseOf(name), family.unit())) {
                        ProtobufLabels.text(ProtobufField.UNIT, family.unit(), out);
                    }
                }),
                EncodedBytes.of(escaping.shown(Series.of(common))::writeProtobufLabels));
    }

    private static int typeNumber(MetricType type) {
        return switch (type) {
            case COUNTER -> 0;
            case GAUGE, INFO -> 1;
            case SUMMARY -> 2;
            case UNKNOWN -> 3;
            case HISTOGRAM -> 4;
        };
    }
}
