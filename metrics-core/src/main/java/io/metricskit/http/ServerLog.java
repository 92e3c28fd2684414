package io.metricskit.http;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Writes what this package logs, through {@link System.Logger}. A broken log fails neither a server nor a request. */
final class ServerLog {

    private ServerLog() {}

    static void warn(String line) {
        log(Level.WARNING, line, null);
    }

    static void log(Level level, String line, @Nullable Throwable failure) {
        try {
            System.getLogger("io.metricskit.http").log(level, line, failure);
        } catch (Throwable brokenLog) {
            // There is nowhere left to say so.
        }
    }
}
