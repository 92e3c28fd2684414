package io.metricskit.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The user and password that a server asks for
 * (<a href="https://www.rfc-editor.org/rfc/rfc7617">RFC 7617</a>), of which only a digest is kept.
 */
final class BasicAuth {

    static final String CHALLENGE = "Basic realm=\"metrics\", charset=\"UTF-8\"";

    private static final String SCHEME = "basic ";

    private final byte[] expected;

    BasicAuth(String user, String password) {
        Objects.requireNonNull(user, "user must not be null");
        Objects.requireNonNull(password, "password must not be null");
        if (user.isEmpty()) {
            throw new IllegalArgumentException("expected a user name, but it is empty");
        }
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("expected a user name without a colon, but got '" + user + "'");
        }
        this.expected = digest((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns whether a request brings the right name and password. Takes the same time whatever is wrong with them,
     * since digests are compared.
     *
     * @param authorization the Authorization header; null where there is none
     */
    boolean accepts(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        try {
            byte[] credentials = Base64.getDecoder()
                    .decode(authorization.substring(SCHEME.length()).trim());
            return MessageDigest.isEqual(expected, digest(credentials));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static byte[] digest(byte[] credentials) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(credentials);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
