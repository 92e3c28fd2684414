package io.metricskit.encoding;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reusable byte buffer of fixed capacity in front of an output stream, with what all formats write alike.
 *
 * <p>{@link #attach} it to a stream, write, {@link #flush}, and {@link #detach} it in a finally block; then it is ready
 * for the next stream. It writes to the stream whenever the buffer is full, and neither flushes nor closes the stream.
 * Writing allocates nothing, except once per power of ten and process.
 *
 * <p>Not thread-safe. A failure of the stream is an {@link UncheckedIOException}; what was buffered is then lost.
 * Writing while no stream is attached is an {@link IllegalStateException}.
 */
public final class ByteWriter {

    /** 32 KiB. */
    static final int DEFAULT_CAPACITY = 32 * 1024;

    private static final int MIN_CAPACITY = 64;
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] buffer;
    private final DoubleFormat doubles = new DoubleFormat();

    private @Nullable OutputStream out;

    /** The capacity while a stream is attached, else 0, so that only {@link #flush} must look for a missing stream. */
    private int limit;

    private int position;

    /** Creates a detached writer of {@link #DEFAULT_CAPACITY}. */
    public ByteWriter() {
        this(DEFAULT_CAPACITY);
    }

    /** Creates a detached writer with a buffer of so many bytes, at least 64. */
    public ByteWriter(int capacity) {
        if (capacity < MIN_CAPACITY) {
            throw new IllegalArgumentException(
                    "expected a capacity of at least " + MIN_CAPACITY + " bytes, got " + capacity);
        }
        buffer = new byte[capacity];
    }

    /** Begins writing to a stream; the writer must be detached. */
    public void attach(OutputStream out) {
        if (this.out != null) {
            throw new IllegalStateException("expected a detached writer, got one that is attached to a stream");
        }
        this.out = Objects.requireNonNull(out, "out");
        limit = buffer.length;
    }

    /** Drops the stream and whatever was not flushed. Does nothing if no stream is attached. */
    public void detach() {
        out = null;
        limit = 0;
        position = 0;
    }

    /** Writes what is buffered to the stream, which itself is not flushed. */
    public void flush() {
        int length = position;
        position = 0;
        writeThrough(buffer, 0, length);
    }

    /** Writes one byte. */
    public void put(byte b) {
        reserve(1);
        buffer[position++] = b;
    }

    /** Writes all bytes of an array. */
    public void put(byte[] bytes) {
        put(bytes, 0, bytes.length);
    }

    /** Writes part of an array. What exceeds the capacity goes to the stream directly. */
    public void put(byte[] bytes, int offset, int length) {
        if (length > limit - position) {
            flush();
            if (length > limit) {
                writeThrough(bytes, offset, length);
                return;
            }
        }
        System.arraycopy(bytes, offset, buffer, position, length);
        position += length;
    }

    /** Writes the beginning of an array, a piece of a line and a whole number, which is faster than one by one. */
    public void line(byte[] start, int length, LineMiddle middle, long value) {
        int at = beginLine(start, length, middle);
        position = DecimalDigits.signed(value, buffer, at);
    }

    /** Writes the beginning of an array, a piece of a line and a sample value, as {@link #value} writes it. */
    public void line(byte[] start, int length, LineMiddle middle, double value) {
        int at = beginLine(start, length, middle);
        position = doubles.value(value, buffer, at);
    }

    /** Returns where there is room for a number. */
    private int beginLine(byte[] start, int length, LineMiddle middle) {
        int room = length + middle.padded.length + DoubleFormat.ROOM;
        if (room > limit - position) {
            flush();
            if (room > limit) {
                put(start, 0, length);
                put(middle.padded, 0, middle.length);
                reserve(DoubleFormat.ROOM);
                return position;
            }
        }
        byte[] target = buffer;
        System.arraycopy(start, 0, target, position, length);
        int at = position + length;
        if (middle.length <= LineMiddle.SHORT) {
            LITTLE_ENDIAN.set(target, at, (long) LITTLE_ENDIAN.get(middle.padded, 0));
            LITTLE_ENDIAN.set(target, at + Long.BYTES, (long) LITTLE_ENDIAN.get(middle.padded, Long.BYTES));
        } else {
            System.arraycopy(middle.padded, 0, target, at, middle.length);
        }
        return at + middle.length;
    }

    /** Writes any text in UTF-8, each unpaired surrogate as U+FFFD. */
    public void utf8(String text) {
        utf8(text, 0, text.length());
    }

    /** Writes the characters from {@code from} to before {@code to} as {@link #utf8(String)} does. */
    void utf8(String text, int from, int to) {
        int i = asciiRun(text, from, to);
        while (i < to) {
            i += multibyte(text, i, to);
            i = asciiRun(text, i, to);
        }
    }

    /** Returns how many bytes {@link #utf8(String)} takes. */
    public static int utf8Length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            bytes += utf8Length(codePoint);
            i += Character.charCount(codePoint);
        }
        return bytes;
    }

    /** Returns how many bytes a code point takes. */
    public static int utf8Length(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /** Writes a whole number in decimal digits. */
    public void decimal(long value) {
        reserve(DecimalDigits.MAX_LENGTH + DecimalDigits.SCRATCH);
        position = DecimalDigits.signed(value, buffer, position);
    }

    /** Writes a whole number as protobuf does; see {@link Varint}. */
    public void varint(long value) {
        reserve(Varint.MAX);
        position = Varint.put(value, buffer, position);
    }

    /** Writes a whole number, not negative, in {@link Varint#WIDE} bytes. */
    public void wideVarint(long value) {
        reserve(Varint.WIDE);
        Varint.putWide(value, buffer, position);
        position += Varint.WIDE;
    }

    /**
     * Writes the eight bytes of a double, the lowest first. There is one NaN, as in text: Prometheus takes another one
     * to mean that a series has ended.
     */
    public void littleEndian(double value) {
        reserve(Double.BYTES);
        LITTLE_ENDIAN.set(buffer, position, Double.doubleToLongBits(value));
        position += Double.BYTES;
    }

    /**
     * Writes a sample value: {@code NaN}, {@code +Inf}, {@code -Inf}; whole values below 2^53 as plain digits, negative
     * zero as {@code -0}; all others with the shortest digits that read back as the same double and Go's exponent rule,
     * as in {@code 0.25}, {@code 1e-05} or {@code 1.2345675e+06}.
     */
    public void value(double value) {
        reserve(DoubleFormat.ROOM);
        position = doubles.value(value, buffer, position);
    }

    /** Writes characters up to the first that has more than 7 bits, and returns its index, or {@code to}. */
    private int asciiRun(String text, int from, int to) {
        int i = from;
        while (i < to) {
            reserve(1);
            int end = Math.min(to, i + limit - position);
            int at = position;
            while (i < end && text.charAt(i) < 0x80) {
                buffer[at++] = (byte) text.charAt(i++);
            }
            position = at;
            if (i < end) {
                return i;
            }
        }
        return to;
    }

    /** Writes the code point at an index, which takes two to four bytes, and returns how many characters it has. */
    private int multibyte(String text, int index, int to) {
        char c = text.charAt(index);
        reserve(4);
        if (c < 0x800) {
            buffer[position++] = (byte) (0xC0 | c >> 6);
            buffer[position++] = continuation(c);
            return 1;
        }
        if (Character.isHighSurrogate(c) && index + 1 < to && Character.isLowSurrogate(text.charAt(index + 1))) {
            int codePoint = Character.toCodePoint(c, text.charAt(index + 1));
            buffer[position++] = (byte) (0xF0 | codePoint >> 18);
            buffer[position++] = continuation(codePoint >> 12);
            buffer[position++] = continuation(codePoint >> 6);
            buffer[position++] = continuation(codePoint);
            return 2;
        }
        int codePoint = Character.isSurrogate(c) ? 0xFFFD : c;
        buffer[position++] = (byte) (0xE0 | codePoint >> 12);
        buffer[position++] = continuation(codePoint >> 6);
        buffer[position++] = continuation(codePoint);
        return 1;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | bits & 0x3F);
    }

    private void reserve(int bytes) {
        if (bytes > limit - position) {
            flush();
        }
    }

    private void writeThrough(byte[] bytes, int offset, int length) {
        OutputStream attached = out;
        if (attached == null) {
            throw new IllegalStateException("expected an attached stream, got none: call attach first");
        }
        if (length == 0) {
            return;
        }
        try {
            attached.write(bytes, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
