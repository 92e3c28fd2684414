package io.metricskit.encoding;

/**
 * The escapes of the text formats: backslash, line feed and, between quotes, the quote. All else goes raw, control
 * characters and U+2028 included, in UTF-8.
 *
 * <p>Stateless, so any thread may call it; the writer that is passed in belongs to the caller.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus exposition formats</a>
 */
public final class LabelEscaping {

    private LabelEscaping() {}

    /**
     * Writes text that stands between quotes, without them: a label value or a quoted name in all text formats, and
     * also the help text of OpenMetrics.
     */
    public static void escapeLabelValue(String text, ByteWriter to) {
        escape(text, true, to);
    }

    /** Writes the help text of text 0.0.4 and 1.0.0, where a quote must stay raw. */
    public static void escapeHelp(String text, ByteWriter to) {
        escape(text, false, to);
    }

    /** Writes a metric name, between quotes if it is not a legacy name. */
    public static void writeMetricName(String name, ByteWriter to) {
        writeName(name, LegacyNames.isMetricName(name), to);
    }

    private static void writeName(String name, boolean legacy, ByteWriter to) {
        if (legacy) {
            to.utf8(name);
            return;
        }
        to.put((byte) '"');
        escapeLabelValue(name, to);
        to.put((byte) '"');
    }

    /**
     * Returns labels as they stand between the braces, {@code name="escaped",name2="escaped2"}, in the order given. A
     * label with an empty value is left out, as it means the same as no label; without labels the array is empty. A
     * name that is not a legacy name stands between quotes.
     *
     * <p>Whether names are unique is the caller's affair.
     *
     * @param legacy whether all names are known to be legacy names
     */
    public static byte[] encode(String[] names, boolean legacy, String[] values) {
        if (names.length != values.length) {
            throw new IllegalArgumentException(
                    "expected as many label values as names, " + names.length + ", got " + values.length);
        }
        return EncodedBytes.of(writer -> encode(names, legacy, values, writer));
    }

    private static void encode(String[] names, boolean legacy, String[] values, ByteWriter writer) {
        boolean first = true;
        for (int i = 0; i < names.length; i++) {
            if (!values[i].isEmpty()) {
                if (!first) {
                    writer.put((byte) ',');
                }
                first = false;
                writeName(names[i], legacy || LegacyNames.isLabelName(names[i]), writer);
                writer.put((byte) '=');
                writer.put((byte) '"');
                escapeLabelValue(values[i], writer);
                writer.put((byte) '"');
            }
        }
    }

    private static void escape(String text, boolean quoted, ByteWriter to) {
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == '\n' || c == '"' && quoted) {
                to.utf8(text, written, i);
                to.put((byte) '\\');
                to.put((byte) (c == '\n' ? 'n' : c));
                written = i + 1;
            }
        }
        to.utf8(text, written, text.length());
    }
}
