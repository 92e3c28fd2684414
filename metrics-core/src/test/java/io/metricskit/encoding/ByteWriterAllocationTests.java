package io.metricskit.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.testkit.Allocation;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ByteWriterAllocationTests {

    private static final int LINES = 20_000;

    private final byte[] head = "http_requests_total{".getBytes(StandardCharsets.US_ASCII);
    private final ByteWriter writer = new ByteWriter(1024);

    @Test
    void writingAllocatesNothingOncePowersOfTenAreKept() {
        writer.attach(OutputStream.nullOutputStream());
        writeLines();

        long allocated = Allocation.once(this::writeLines);

        // Reading the counter may cost some bytes itself; a single byte a line would be 20,000.
        assertThat(allocated).isLessThan(LINES);
    }

    private void writeLines() {
        for (int i = 0; i < LINES; i++) {
            writer.put(head);
            writer.utf8("method=");
            writer.utf8("grün 花火 😱");
            LabelEscaping.escapeLabelValue("a\\b\"c\nd", writer);
            writer.decimal(i * 1_000_003L);
            writer.value(i / 7.0);
            writer.value(i);
            writer.value(i * 1e-7);
            writer.put((byte) '\n');
        }
    }
}
