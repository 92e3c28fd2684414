package io.metricskit.push;

import java.io.IOException;

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

    PushException(String message, int status, String body) {
        super(message);
        this.status = status;
        this.body = body;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns what the receiver said, at most 1 KiB of it; it may come from anybody and contain anything. */
    public String body() {
        return body;
    }
}
