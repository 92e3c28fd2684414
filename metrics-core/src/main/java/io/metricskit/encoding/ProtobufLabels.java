package io.metricskit.encoding;

import java.util.function.Consumer;

/**
 * Texts and labels as protobuf spells them: {@code repeated LabelPair label = 1}, where a pair has the name as field 1
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
     *
     * @param names the label names
     * @param values their values, as many as names
     */
    public static byte[] encode(String[] names, String[] values) {
        return ByteWriter.spelled(labels -> {
            for (int i = 0; i < names.length; i++) {
                if (!values[i].isEmpty()) {
                    String name = names[i];
                    String value = values[i];
                    bytes(LABEL, labels, pair -> {
                        text(NAME, name, pair);
                        text(VALUE, value, pair);
                    });
                }
            }
        });
    }

    /**
     * Writes a text as a field.
     *
     * @param tag what stands before it
     */
    public static void text(byte tag, String text, ByteWriter to) {
        bytes(tag, to, content -> content.utf8(text));
    }

    private static void bytes(byte tag, ByteWriter to, Consumer<ByteWriter> content) {
        byte[] bytes = ByteWriter.spelled(content);
        to.put(tag);
        to.varint(bytes.length);
        to.put(bytes);
    }
}
