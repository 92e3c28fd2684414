package io.metricskit.exposition;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header by which Prometheus says how long it waits: {@code 10}, {@code 2.5} or, up to version 2.5,
 * {@code 10.000000}.
 */
final class ScrapeTimeout {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

    private ScrapeTimeout() {}

    /** Returns the time; null if there is none, or something else, in the header. */
    static @Nullable Duration parse(@Nullable String header) {
        String seconds = header == null ? "" : header.trim();
        if (!SECONDS.matcher(seconds).matches()) {
            return null;
        }
        Duration timeout = Duration.parse("PT" + seconds + "S");
        return timeout.isZero() ? null : timeout;
    }
}
