package io.metricskit.encoding;

/**
 * Labels as protobuf spells them, read off the bytes of the text formats: {@code repeated LabelPair label = 1}, where a
 * pair has the name as field 1 and the value as field 2.
 *
 * <p>An instance is scratch space: it is reused and allocates nothing; not thread-safe.
 *
 * @see <a href="https://github.com/prometheus/client_model/blob/master/io/prometheus/client/metrics.proto">metrics.proto</a>
 */
public final class ProtobufLabels {

    private static final byte LABEL = 1 << 3 | 2;
    private static final byte NAME = 1 << 3 | 2;
    private static final byte VALUE = 2 << 3 | 2;

    /* The pair that was read last: where its parts stand, and how long they are without their escapes. */
    private int nameFrom;
    private int nameTo;
    private int nameLength;
    private int valueFrom;
    private int valueTo;
    private int valueLength;
    private int unescapedLength;

    /**
     * Returns how many bytes {@link #write} writes.
     *
     * @param pairs what {@link LabelEscaping#encode} has returned
     */
    public int length(byte[] pairs) {
        int length = 0;
        int at = 0;
        while (at < pairs.length) {
            at = read(pairs, at);
            length += field(field(nameLength) + field(valueLength));
        }
        return length;
    }

    /**
     * Writes labels.
     *
     * @param pairs what {@link LabelEscaping#encode} has returned
     * @param out where to write
     */
    public void write(byte[] pairs, ByteWriter out) {
        int at = 0;
        while (at < pairs.length) {
            at = read(pairs, at);
            out.put(LABEL);
            out.varint(field(nameLength) + field(valueLength));
            write(NAME, nameLength, pairs, nameFrom, nameTo, out);
            write(VALUE, valueLength, pairs, valueFrom, valueTo, out);
        }
    }

    /** Returns how many bytes a field takes: its tag, its length, and what it has in it. */
    private static int field(int length) {
        return 1 + ByteWriter.varintLength(length) + length;
    }

    private static void write(byte tag, int length, byte[] pairs, int from, int to, ByteWriter out) {
        out.put(tag);
        out.varint(length);
        if (length == to - from) {
            out.put(pairs, from, length);
            return;
        }
        for (int i = from; i < to; i++) {
            if (pairs[i] != '\\') {
                out.put(pairs[i]);
            } else {
                i++;
                out.put(pairs[i] == 'n' ? (byte) '\n' : pairs[i]);
            }
        }
    }

    /** Reads the pair that begins at an index, and returns where the next one does. */
    private int read(byte[] pairs, int start) {
        boolean quoted = pairs[start] == '"';
        nameFrom = quoted ? start + 1 : start;
        nameTo = end(pairs, nameFrom, quoted ? '"' : '=');
        nameLength = unescapedLength;
        valueFrom = nameTo + (quoted ? "\"=\"" : "=\"").length();
        valueTo = end(pairs, valueFrom, '"');
        valueLength = unescapedLength;
        return valueTo + "\",".length();
    }

    /** Returns where a text ends that is not over before a byte without an escape. */
    private int end(byte[] pairs, int from, char last) {
        int at = from;
        int length = 0;
        while (pairs[at] != last) {
            at += pairs[at] == '\\' ? 2 : 1;
            length++;
        }
        unescapedLength = length;
        return at;
    }
}
