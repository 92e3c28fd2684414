package io.metricskit.encoding;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A writer into memory that one use leaves for the next, so that nothing is allocated but the bytes themselves.
 *
 * <p>Series keep their labels spelled. What would be allocated beside them would lie between them, and make a scrape
 * wait for memory that it has no use for.
 */
final class SpelledBytes {

    private static final int CAPACITY = 256;
    private static final AtomicReference<@Nullable SpelledBytes> SPARE = new AtomicReference<>();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(CAPACITY);
    private final ByteWriter writer = new ByteWriter(CAPACITY);

    private SpelledBytes() {}

    /** Returns what is written by code that is given a writer of its own. */
    static byte[] of(Consumer<ByteWriter> code) {
        SpelledBytes spare = SPARE.getAndSet(null);
        SpelledBytes mine = spare == null ? new SpelledBytes() : spare;
        byte[] spelled = mine.spell(code);
        if (spelled.length <= CAPACITY) {
            SPARE.set(mine);
        }
        return spelled;
    }

    private byte[] spell(Consumer<ByteWriter> code) {
        writer.attach(bytes);
        code.accept(writer);
        writer.flush();
        writer.detach();
        byte[] spelled = bytes.toByteArray();
        bytes.reset();
        return spelled;
    }
}
