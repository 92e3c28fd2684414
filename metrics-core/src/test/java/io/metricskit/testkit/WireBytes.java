package io.metricskit.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A protobuf message that a test puts together field by field, right or wrong. */
final class WireBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A field of {@code uint64} or an enum. */
    WireBytes integer(int number, long value) {
        return varint((long) number << 3).varint(value);
    }

    /** A field of {@code double}. */
    WireBytes real(int number, double value) {
        varint((long) number << 3 | 1);
        bytes.writeBytes(ByteBuffer.allocate(Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(value)
                .array());
        return this;
    }

    WireBytes string(int number, String value) {
        return content(number, value.getBytes(StandardCharsets.UTF_8));
    }

    WireBytes message(int number, WireBytes message) {
        return content(number, message.bytes.toByteArray());
    }

    WireBytes content(int number, byte[] content) {
        varint((long) number << 3 | 2).varint(content.length);
        bytes.writeBytes(content);
        return this;
    }

    WireBytes raw(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    WireBytes varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    /** The messages as a body, each after its length. */
    static byte[] delimited(WireBytes... messages) {
        WireBytes body = new WireBytes();
        for (WireBytes message : messages) {
            body.varint(message.bytes.size());
            body.bytes.writeBytes(message.toBytes());
        }
        return body.toBytes();
    }

    static WireBytes label(String name, String value) {
        return new WireBytes().string(1, name).string(2, value);
    }
}
