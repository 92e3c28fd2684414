package io.metricskit.jvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The facts that Linux tells about the process. */
final class ProcStatus {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long BYTES_PER_KB = 1024;

    private ProcStatus() {}

    /**
     * Returns an amount of memory in bytes, or -1 where the system does not tell it.
     *
     * @param field the beginning of its line, such as {@code VmRSS:}
     */
    static long bytes(String field) {
        if (!Files.isReadable(STATUS)) {
            return -1;
        }
        try {
            // The name of the process may be cut within a character, or in any encoding.
            for (String line : Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(field)) {
                    return BYTES_PER_KB * Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
