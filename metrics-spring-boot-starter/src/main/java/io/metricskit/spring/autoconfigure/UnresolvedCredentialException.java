package io.metricskit.spring.autoconfigure;

/**
 * Thrown when a user name or a password still has a placeholder in it; does not show it, since the rest may be secret.
 */
final class UnresolvedCredentialException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private final String property;

    UnresolvedCredentialException(String property) {
        super("Property " + property + " has a placeholder that no property resolves");
        this.property = property;
    }

    String property() {
        return property;
    }
}
