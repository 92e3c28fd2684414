package io.metricskit.spring.autoconfigure;

/** Thrown when nothing can be pushed to the configured address; does not show it, since it may contain a password. */
final class PushAddressException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private final String reason;

    PushAddressException(IllegalArgumentException refusal) {
        super("Property metrics.push.address is invalid: " + refusal.getMessage(), refusal);
        this.reason = String.valueOf(refusal.getMessage());
    }

    /** Returns what is expected. */
    String reason() {
        return reason;
    }
}
