package io.metricskit.encoding;

/**
 * Texts and labels as protobuf encodes them: {@code repeated LabelPair label = 1}, where a pair has the name as field 1
 * and the value as field 2.
 *
 * <p>Stateless, so any thread may call it; the writer that is passed in belongs to the caller.
 *
 * @see <a href="https://github.com/prometheus/client_model/blob/master/io/prometheus/client/metrics.proto">metrics.proto</a>
 */
public final class ProtobufLabels {

    private static final byte LABEL = 1 << 3 | 2;
    private static final byte NAME = 1 << 3 | 2;
    private static final byte VALUE = 2 << 3 | 2;

    private ProtobufLabels() {}

    /**
     * Returns labels as fields of the message that has them, in the order given. A label with an empty value is left
     * out, as it means the same as no label.
     */
    public static byte[] encode(String[] names, String[] values) {
        return EncodedBytes.of(labels -> {
            for (int i = 0; i < names.length; i++) {
                if (!values[i].isEmpty()) {
                    pair(names[i], values[i], labels);
                }
            }
        });
    }

    private static void pair(String name, String value, ByteWriter to) {
        int nameLength = ByteWriter.utf8Length(name);
        int valueLength = ByteWriter.utf8Length(value);
        to.put(LABEL);
        to.varint(fieldLength(nameLength) + fieldLength(valueLength));
        text(NAME, name, nameLength, to);
        text(VALUE, value, valueLength, to);
    }

    private static long fieldLength(int textLength) {
        return 1L + Varint.length(textLength) + textLength;
    }

    /** Writes a text as the field of that tag. */
    public static void text(byte tag, String text, ByteWriter to) {
        text(tag, text, ByteWriter.utf8Length(text), to);
    }

    private static void text(byte tag, String text, int length, ByteWriter to) {
        to.put(tag);
        to.varint(length);
        to.utf8(text);
    }
}
