package io.metricskit.exposition;

import io.metricskit.encoding.ByteWriter;
import io.metricskit.encoding.LabelEscaping;
import io.metricskit.encoding.LegacyNames;
import io.metricskit.model.Descriptor;
import io.metricskit.model.MetricType;

/** The text formats' ways to describe a family. */
enum TextDialect {
    /** Text 0.0.4 and 1.0.0: metadata under the full name, in words that the first Prometheus knew. */
    PROMETHEUS {
        @Override
        void writeMetadata(Descriptor family, String name, ByteWriter out) {
            if (!family.help().isEmpty()) {
                beginLine("HELP", name, out);
                LabelEscaping.escapeHelp(family.help(), out);
                out.put((byte) '\n');
            }
            writeLine("TYPE", name, typeWord(family.type()), out);
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
    },

    /**
     * OpenMetrics: metadata under the name of the family, which is less the suffix of its samples. A counter whose name
     * does not end in {@code _total} is of unknown type here, so that its series keep their name, and so is an info
     * that has no name but {@code _info}.
     */
    OPENMETRICS {
        @Override
        void writeMetadata(Descriptor family, String name, ByteWriter out) {
            String shortName = family.type().baseOf(name);
            writeLine("TYPE", shortName, typeWord(family.type(), !shortName.equals(name)), out);
            if (isUnitOf(shortName, family.unit())) {
                writeLine("UNIT", shortName, family.unit(), out);
            }
            if (!family.help().isEmpty()) {
                beginLine("HELP", shortName, out);
                LabelEscaping.escapeLabelValue(family.help(), out);
                out.put((byte) '\n');
            }
        }

        private static String typeWord(MetricType type, boolean suffixed) {
            return switch (type) {
                case COUNTER, INFO -> suffixed ? type.toString() : "unknown";
                case GAUGE, SUMMARY, HISTOGRAM, UNKNOWN -> type.toString();
            };
        }
    };

    /** Writes the lines before the samples of a family, under the name that the scraper gets to see. */
    abstract void writeMetadata(Descriptor family, String name, ByteWriter out);

    /** Returns whether a family is a counter for OpenMetrics too. */
    static boolean isTotal(Descriptor family, String name) {
        return family.type() == MetricType.COUNTER
                && !family.type().baseOf(name).equals(name);
    }

    /** Escaping may have parted a name from its unit; a unit that the name does not end in brings the target down. */
    static boolean isUnitOf(String name, String unit) {
        String ending = "_" + unit;
        return !unit.isEmpty() && name.endsWith(ending) && LegacyNames.isLabelName(ending);
    }

    private static void writeLine(String keyword, String name, String text, ByteWriter out) {
        beginLine(keyword, name, out);
        out.utf8(text);
        out.put((byte) '\n');
    }

    private static void beginLine(String keyword, String name, ByteWriter out) {
        out.utf8("# " + keyword + " ");
        LabelEscaping.writeMetricName(name, out);
        out.put((byte) ' ');
    }
}
