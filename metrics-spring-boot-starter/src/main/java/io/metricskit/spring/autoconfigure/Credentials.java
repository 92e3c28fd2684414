package io.metricskit.spring.autoconfigure;

import java.util.function.BiFunction;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** User name and password as two properties, of which neither does anything alone. */
final class Credentials {

    private Credentials() {}

    /**
     * Applies user name and password, if they are given.
     *
     * @param prefix what the names of the two properties begin with, such as {@code metrics.server}
     * @param use takes them, or throws an IllegalArgumentException that says what is expected of the user name
     * @throws InvalidConfigurationPropertyValueException if only one is given: a server would silently be open to all
     * @throws SecretValueException if one has a placeholder in it, which whoever sees the source can read
     */
    static void apply(String prefix, String username, String password, BiFunction<String, String, ?> use) {
        if (username.isEmpty() && password.isEmpty()) {
            return;
        }
        if (username.isEmpty()) {
            throw missing(prefix + ".username", "user name", prefix + ".password");
        }
        if (password.isEmpty()) {
            throw missing(prefix + ".password", "password", prefix + ".username");
        }
        requireResolved(prefix + ".username", username);
        requireResolved(prefix + ".password", password);
        ConfiguredValue.apply(prefix + ".username", username, name -> use.apply(name, password));
    }

    private static void requireResolved(String property, String value) {
        if (Placeholders.areLeftIn(value)) {
            throw new SecretValueException(
                    property,
                    "expected a value without '${..}': Spring leaves a placeholder as it is where no property has that"
                            + " name",
                    "Set the environment variable or the property that the placeholder names.",
                    null);
        }
    }

    private static InvalidConfigurationPropertyValueException missing(String property, String what, String given) {
        return new InvalidConfigurationPropertyValueException(
                property, "", "expected a " + what + ", since " + given + " is set");
    }
}
