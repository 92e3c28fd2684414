package io.metricskit.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metricskit.testkit.Allocation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class EncodedBytesTests {

    private static final int ROUNDS = 10_000;
    private static final int OBJECT = 64;

    @Test
    void labelsAreSpelledWithHardlyAnAllocationBesideTheirBytes() {
        String[] names = {"method", "path"};
        String[] values = {"GET", "grün \"quoted\" \\ and longer than the writer's first few bytes"};
        int length = LabelEscaping.encode(names, true, values).length;

        long allocated = Allocation.once(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                LabelEscaping.encode(names, true, values);
            }
        });

        assertThat(allocated / ROUNDS).isLessThan(length + 2 * OBJECT);
    }

    @Test
    void textOfAnyLengthIsSpelledWhole() {
        for (int length : new int[] {0, 255, 256, 257, 100_000, 3}) {
            String text = "x".repeat(length);
            assertThat(spelled(text)).isEqualTo(text);
        }
    }

    @Test
    void spellingInsideOfAnotherGetsAWriterOfItsOwn() {
        byte[] outer = EncodedBytes.of(out -> {
            out.utf8("before ");
            out.put(EncodedBytes.of(inner -> inner.utf8("inside")));
            out.utf8(" after");
        });

        assertThat(new String(outer, StandardCharsets.US_ASCII)).isEqualTo("before inside after");
    }

    @Test
    void whatFailsLeavesNothingToTheNext() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> EncodedBytes.of(out -> {
                    out.utf8("half");
                    throw new IllegalArgumentException();
                }));

        assertThat(spelled("whole")).isEqualTo("whole");
    }

    private static String spelled(String text) {
        return new String(EncodedBytes.of(out -> out.utf8(text)), StandardCharsets.US_ASCII);
    }
}
