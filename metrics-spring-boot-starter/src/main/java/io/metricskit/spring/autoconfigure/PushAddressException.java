package io.metricskit.spring.autoconfigure;

/** Says why nothing can be pushed to the configured address, without showing it: it may have a password in it. */
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
