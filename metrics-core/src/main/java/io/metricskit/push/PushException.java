package io.metricskit.push;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The refusal of a push by the receiver: its status is not 2xx.
 *
 * <pre>{@code
 * try {
 *     pusher.replace(registry);
 * } catch (PushException e) {
 *     log("refused with " + e.status() + ": " + e.body());
 * }
 * }</pre>
 */
public final class PushException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String body;
    private final @Nullable Duration retryAfter;

    PushException(String message, int status, String body, @Nullable Duration retryAfter) {
        super(message);
        this.status = status;
        this.body = body;
        this.retryAfter = retryAfter;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns what the receiver said, at most 1 KiB of it; it may come from anybody and contain anything. */
    public String body() {
        return body;
    }

    /** Returns how long the receiver asks to wait before another push, if it does; it may ask for any time. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
