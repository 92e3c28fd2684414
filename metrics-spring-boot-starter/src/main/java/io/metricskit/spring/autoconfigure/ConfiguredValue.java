package io.metricskit.spring.autoconfigure;

import java.util.function.Function;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** A property's value on its way to the code that judges it. */
final class ConfiguredValue {

    private ConfiguredValue() {}

    /**
     * Applies a value, and blames the property where it is refused: Spring Boot then says which file and line it is
     * from.
     *
     * @param property the property's name
     * @param value its value
     * @param use takes the value, or throws an IllegalArgumentException that says what is expected
     */
    static <V, R> R apply(String property, V value, Function<? super V, ? extends R> use) {
        try {
            return use.apply(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(property, value, String.valueOf(e.getMessage()));
        }
    }
}
