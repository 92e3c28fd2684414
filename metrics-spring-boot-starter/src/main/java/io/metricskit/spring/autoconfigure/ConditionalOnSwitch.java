package io.metricskit.spring.autoconfigure;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/**
 * Marks what is there only if {@code metrics.enabled} and a property of its own are switched on, in any of the words that
 * the binding of {@link MetricsProperties} takes for true.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnSwitch.class)
@interface ConditionalOnSwitch {

    /** The property of its own. */
    String value();

    /** Whether that is switched on where it is not set. */
    boolean byDefault() default true;
}
