package io.metricskit.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteWriterTests {

    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private final ByteWriter writer = new ByteWriter(64);

    @Test
    void nothingReachesTheStreamBeforeAFlushOrAFullBuffer() {
        writer.attach(stream);
        writer.utf8("x".repeat(64));
        assertThat(stream.size()).isZero();

        writer.put((byte) 'y');
        assertThat(stream.size()).isEqualTo(64);

        writer.flush();
        assertThat(stream).hasToString("x".repeat(64) + "y");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 128, 1000})
    void bytesOfAnyLengthAreWrittenWhole(int length) {
        byte[] bytes = "0123456789".repeat(100).getBytes(StandardCharsets.US_ASCII);
        writer.attach(stream);
        writer.put((byte) '<');
        writer.put(bytes, 7, Math.min(length, 993));
        writer.put((byte) '>');
        writer.put(bytes);
        writer.flush();

        String text = new String(bytes, StandardCharsets.US_ASCII);
        assertThat(stream).hasToString('<' + text.substring(7, 7 + Math.min(length, 993)) + '>' + text);
    }

    @Test
    void linesOfAnyLengthsAreWrittenWholeWhereverTheBufferIsFull() {
        byte[] start = "0123456789".repeat(10).getBytes(StandardCharsets.US_ASCII);
        for (int before = 0; before < 64; before++) {
            for (int length : new int[] {0, 1, 20, 40, 64, 100}) {
                for (int middle : new int[] {0, 1, 15, 16, 17, 40, 80}) {
                    String text = "m".repeat(middle);
                    ByteArrayOutputStream written = new ByteArrayOutputStream();
                    ByteWriter lines = new ByteWriter(64);
                    lines.attach(written);
                    lines.utf8("b".repeat(before));
                    lines.line(start, length, new LineMiddle(text), Long.MIN_VALUE);
                    lines.line(start, length, new LineMiddle(text), -1.5e-5);
                    lines.flush();

                    String begin = "0123456789".repeat(10).substring(0, length) + text;
                    assertThat(written)
                            .hasToString("b".repeat(before) + begin + "-9223372036854775808" + begin + "-1.5e-05");
                }
            }
        }
    }

    @Test
    void bytesBeyondTheCapacityAreNotCopied() {
        byte[] large = new byte[65];
        byte[][] seen = new byte[1][];
        writer.attach(new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("expected an array");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                seen[0] = bytes;
            }
        });

        writer.put(large);

        assertThat(seen[0]).isSameAs(large);
    }

    @Test
    void anAttachedWriterCanBeUsedForOneStreamAfterAnother() {
        writer.attach(stream);
        writer.utf8("one");
        writer.flush();
        writer.utf8("dropped");
        writer.detach();

        writer.attach(stream);
        writer.utf8("two");
        writer.flush();
        writer.detach();

        assertThat(stream).hasToString("onetwo");
    }

    @Test
    void theStreamIsNeitherFlushedNorClosed() {
        writer.attach(new ByteArrayOutputStream() {
            @Override
            public void flush() {
                throw new AssertionError("flushed");
            }

            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        });
        writer.utf8("text");
        writer.flush();
        writer.detach();
    }

    @Test
    void anEmptyBufferIsNotWritten() {
        writer.attach(new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("written");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                throw new AssertionError("written");
            }
        });
        writer.put(new byte[0]);
        writer.utf8("");
        writer.flush();
    }

    @Test
    void writingWithoutAStreamIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> writer.put((byte) 1))
                .withMessage("expected an attached stream, got none: call attach first");
        assertThatIllegalStateException().isThrownBy(() -> writer.put(new byte[1]));
        assertThatIllegalStateException().isThrownBy(() -> writer.put(new byte[100]));
        assertThatIllegalStateException().isThrownBy(() -> writer.utf8("a"));
        assertThatIllegalStateException().isThrownBy(() -> writer.utf8("ä"));
        assertThatIllegalStateException().isThrownBy(() -> writer.decimal(1));
        assertThatIllegalStateException().isThrownBy(() -> writer.value(1));
        assertThatIllegalStateException().isThrownBy(writer::flush);
        writer.attach(stream);
        writer.detach();
        assertThatIllegalStateException().isThrownBy(() -> writer.put((byte) 1));
    }

    @Test
    void aSecondStreamIsRefused() {
        writer.attach(stream);

        assertThatIllegalStateException()
                .isThrownBy(() -> writer.attach(stream))
                .withMessage("expected a detached writer, got one that is attached to a stream");
    }

    @Test
    void aNullStreamIsRefusedAndLeavesTheWriterDetached() {
        assertThatNullPointerException().isThrownBy(() -> writer.attach(null)).withMessage("out");
        writer.attach(stream);
    }

    @Test
    void aCapacityThatHoldsNoNumberIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ByteWriter(63))
                .withMessage("expected a capacity of at least 64 bytes, got 63");
    }

    @Test
    void aFailingStreamSurfacesUnchecked() {
        IOException broken = new IOException("broken pipe");
        writer.attach(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw broken;
            }
        });
        writer.utf8("text");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(writer::flush)
                .withCause(broken);
        assertThat(catchThrowable(() -> writer.put(new byte[100]))).hasCause(broken);
    }

    @ParameterizedTest
    @CsvSource({
        "\uD800, \uFFFD",
        "\uDFFF, \uFFFD",
        "a\uD800b, a\uFFFDb",
        "\uDC00\uD800, \uFFFD\uFFFD",
        "\uD83D\uD83D\uDE31, \uFFFD\uD83D\uDE31",
        "\uD83D\uDE31\uDE31, \uD83D\uDE31\uFFFD",
        "\uD83D\u00E4, \uFFFD\u00E4",
    })
    void unpairedSurrogatesAreReplaced(String text, String expected) {
        assertThat(Written.text(to -> to.utf8(text))).isEqualTo(expected);
    }
}
