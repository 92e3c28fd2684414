package io.metricskit.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One protobuf message, as its fields: numbers, wire types and what follows.
 *
 * <p>Fields that nobody asks for are skipped, whatever they are; groups, which protobuf gave up, are refused. Of a field
 * that is not repeated the last one counts.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protobuf encoding</a>
 */
final class WireMessage {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;
    private static final int LONGEST_VARINT = 10;

    /** The number of the family's message, for errors. */
    private final int index;

    private final List<Field> fields = new ArrayList<>();

    /** A field: the bits of a number, or a string, bytes or message. */
    private record Field(int number, int wireType, long bits, ByteBuffer content) {}

    private WireMessage(int index, ByteBuffer bytes) {
        this.index = index;
        while (bytes.hasRemaining()) {
            fields.add(field(bytes));
        }
    }

    /** Splits a body into its messages, each with its length in front. */
    static List<WireMessage> delimited(byte[] body) {
        ByteBuffer bytes = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        List<WireMessage> messages = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int index = messages.size() + 1;
            messages.add(new WireMessage(index, content(index, bytes)));
        }
        return messages;
    }

    private Field field(ByteBuffer bytes) {
        long tag = varint(index, bytes);
        int number = (int) (tag >>> 3);
        int wireType = (int) (tag & 7);
        if (number < 1) {
            throw violation("a field's number must be 1 or more", number);
        }
        ByteBuffer none = ByteBuffer.allocate(0);
        return switch (wireType) {
            case VARINT -> new Field(number, wireType, varint(index, bytes), none);
            case FIXED64 -> {
                requireRemaining(index, bytes, Long.BYTES);
                yield new Field(number, wireType, bytes.getLong(), none);
            }
            case FIXED32 -> {
                requireRemaining(index, bytes, Integer.BYTES);
                yield new Field(number, wireType, bytes.getInt(), none);
            }
            case LENGTH_DELIMITED -> new Field(number, wireType, 0, content(index, bytes));
            default -> throw violation("wire type " + wireType + " is none that is written today", number);
        };
    }

    private static ByteBuffer content(int index, ByteBuffer bytes) {
        long length = varint(index, bytes);
        if (length < 0 || length > bytes.remaining()) {
            throw new Violation(
                    index, "length " + length + " is more than the " + bytes.remaining() + " bytes left", "");
        }
        ByteBuffer content = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + (int) length);
        return content;
    }

    /** Reads a number of at most 64 bits, which may have more bytes than it needs. */
    private static long varint(int index, ByteBuffer bytes) {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            requireRemaining(index, bytes, 1);
            byte next = bytes.get();
            value |= (next & 0x7FL) << (7 * i);
            if (next >= 0) {
                if (i == LONGEST_VARINT - 1 && next > 1) {
                    break;
                }
                return value;
            }
        }
        throw new Violation(index, "a varint must have at most 64 bits", "");
    }

    private static void requireRemaining(int index, ByteBuffer bytes, int count) {
        if (bytes.remaining() < count) {
            throw new Violation(index, "the message is cut short", "");
        }
    }

    int index() {
        return index;
    }

    boolean has(int number) {
        return fields.stream().anyMatch(field -> field.number == number);
    }

    /** The text of the field, which must be UTF-8; empty if it is missing. */
    String string(int number) {
        String text = "";
        for (Field field : all(number, LENGTH_DELIMITED)) {
            try {
                text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(field.content.duplicate())
                        .toString();
            } catch (CharacterCodingException e) {
                throw violation("invalid UTF-8", number);
            }
        }
        return text;
    }

    OptionalDouble real(int number) {
        List<Field> found = all(number, FIXED64);
        return found.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.longBitsToDouble(last(found).bits));
    }

    OptionalLong integer(int number) {
        List<Field> found = all(number, VARINT);
        return found.isEmpty() ? OptionalLong.empty() : OptionalLong.of(last(found).bits);
    }

    /** The messages of a repeated field. */
    List<WireMessage> messages(int number) {
        return all(number, LENGTH_DELIMITED).stream()
                .map(field -> new WireMessage(index, field.content.duplicate().order(ByteOrder.LITTLE_ENDIAN)))
                .toList();
    }

    Violation violation(String rule, int number) {
        return new Violation(index, rule, "field " + number);
    }

    private List<Field> all(int number, int wireType) {
        List<Field> found =
                fields.stream().filter(field -> field.number == number).toList();
        for (Field field : found) {
            if (field.wireType != wireType) {
                throw violation("wire type must be " + wireType + ", not " + field.wireType, number);
            }
        }
        return found;
    }

    private static Field last(List<Field> found) {
        return found.get(found.size() - 1);
    }
}
