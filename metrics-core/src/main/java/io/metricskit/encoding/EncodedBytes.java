package io.metricskit.encoding;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A writer into memory that is used again, so that nothing is allocated but the bytes that were written.
 *
 * <p>Series keep their encoded labels. Temporary objects would lie between these in memory, and cost a scrape cache
 * misses until a garbage collection has moved them together.
 */
public final class EncodedBytes {

    private static final int CAPACITY = 256;
    private static final AtomicReference<@Nullable EncodedBytes> SPARE = new AtomicReference<>();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(CAPACITY);
    private final ByteWriter writer = new ByteWriter(CAPACITY);

    private EncodedBytes() {}

    /** Returns what is written by code that is given a writer of its own. */
    public static byte[] of(Consumer<ByteWriter> code) {
        EncodedBytes spare = SPARE.getAndSet(null);
        EncodedBytes mine = spare == null ? new EncodedBytes() : spare;
        byte[] encoded = mine.encode(code);
        if (encoded.length <= CAPACITY) {
            SPARE.set(mine);
        }
        return encoded;
    }

    private byte[] encode(Consumer<ByteWriter> code) {
        writer.attach(bytes);
        code.accept(writer);
        writer.flush();
        writer.detach();
        byte[] encoded = bytes.toByteArray();
        bytes.reset();
        return encoded;
    }
}
