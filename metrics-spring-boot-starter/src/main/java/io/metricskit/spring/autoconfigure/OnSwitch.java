package io.metricskit.spring.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches where the properties of a {@link ConditionalOnSwitch} are switched on.
 *
 * <p>Spring Boot's own conditions compare with the word {@code true}, although properties are bound to true by
 * {@code yes}, {@code on} and {@code 1} as well: such a switch would be off without a message.
 */
final class OnSwitch extends SpringBootCondition {

    private static final String ALL = "metrics.enabled";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        MergedAnnotation<ConditionalOnSwitch> annotation =
                metadata.getAnnotations().get(ConditionalOnSwitch.class);
        String property = annotation.getString("value");
        Environment environment = context.getEnvironment();
        ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnSwitch.class);
        if (!isOn(environment, ALL, true)) {
            return ConditionOutcome.noMatch(message.because(ALL + " is off"));
        }
        return isOn(environment, property, annotation.getBoolean("byDefault"))
                ? ConditionOutcome.match(message.because(property + " is on"))
                : ConditionOutcome.noMatch(message.because(property + " is off"));
    }

    /** Returns whether a property is switched on. */
    static boolean isOn(Environment environment, String property, boolean byDefault) {
        try {
            return environment.getProperty(property, Boolean.class, byDefault);
        } catch (ConversionException | IllegalArgumentException neitherOnNorOff) {
            // The binding refuses it as well, with a message that says where it stands.
            return Binder.get(environment).bind(property, Boolean.class).orElse(byDefault);
        }
    }
}
