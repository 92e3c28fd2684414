package io.metricskit.encoding;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What arrives in a stream through a {@link ByteWriter}. */
final class Written {

    private Written() {}

    static byte[] bytes(int capacity, Consumer<ByteWriter> writing) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        ByteWriter writer = new ByteWriter(capacity);
        writer.attach(stream);
        writing.accept(writer);
        writer.flush();
        return stream.toByteArray();
    }

    static String text(Consumer<ByteWriter> writing) {
        return new String(bytes(ByteWriter.DEFAULT_CAPACITY, writing), StandardCharsets.UTF_8);
    }
}
