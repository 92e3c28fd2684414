package io.metricskit.spring.autoconfigure;

import io.metricskit.Registry;
import io.metricskit.spring.InstrumentationErrors;
import io.metricskit.spring.aop.AnnotatedMethods;
import io.metricskit.spring.aop.CountExceptionsAspect;
import io.metricskit.spring.aop.InProgressAspect;
import io.metricskit.spring.aop.ReplacedBeans;
import io.metricskit.spring.aop.TimedAspect;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;

/**
 * Auto-configuration of the annotations for methods.
 *
 * <p>The advisors are made while other beans are, so they take the registry when they first need it: no bean of the
 * application is made early because of them.
 */
@AutoConfiguration(after = MetricsRegistryAutoConfiguration.class)
@ConditionalOnSwitch("metrics.aspects.enabled")
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
public final class MetricsAspectsAutoConfiguration {

    @Bean
    @OncePerContext
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static AnnotatedMethods metricsKitAnnotatedMethods(
            ObjectProvider<Registry> registry, MetricsProperties properties, InstrumentationErrors errors) {
        return new AnnotatedMethods(registry::getObject, properties.aspects().strict(), errors);
    }

    /** Only under test are beans replaced. Elsewhere, one that is there so early has missed its proxy. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    @ConditionalOnClass(name = "org.springframework.test.context.TestContext")
    static ReplacedBeans metricsKitReplacedBeans() {
        return new ReplacedBeans();
    }

    /*
     * Advisors of one order run in the order in which they are declared.
     */

    @Bean
    @OncePerContext
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static InProgressAspect metricsKitInProgressAspect(AnnotatedMethods methods, MetricsProperties properties) {
        return new InProgressAspect(methods, properties.aspects().order());
    }

    @Bean
    @OncePerContext
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static TimedAspect metricsKitTimedAspect(AnnotatedMethods methods, MetricsProperties properties) {
        return new TimedAspect(methods, properties.aspects().order());
    }

    @Bean
    @OncePerContext
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static CountExceptionsAspect metricsKitCountExceptionsAspect(
            AnnotatedMethods methods, MetricsProperties properties) {
        return new CountExceptionsAspect(methods, properties.aspects().order());
    }
}
