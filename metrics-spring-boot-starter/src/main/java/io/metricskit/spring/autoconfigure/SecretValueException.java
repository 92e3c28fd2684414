package io.metricskit.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/** Thrown when a property has a wrong value that may contain a secret, and so is not shown. */
final class SecretValueException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private final String property;
    private final String reason;
    private final String action;

    SecretValueException(String property, String reason, String action, @Nullable Throwable cause) {
        super("Property " + property + " is invalid: " + reason, cause);
        this.property = property;
        this.reason = reason;
        this.action = action;
    }

    String property() {
        return property;
    }

    String reason() {
        return reason;
    }

    String action() {
        return action;
    }
}
