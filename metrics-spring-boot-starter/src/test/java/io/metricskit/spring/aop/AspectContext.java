package io.metricskit.spring.aop;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.spring.InstrumentationErrors;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/** A started application context with the three aspects and some beans, without Spring Boot. */
final class AspectContext implements AutoCloseable {

    private final AnnotationConfigApplicationContext context;

    private AspectContext(AnnotationConfigApplicationContext context) {
        this.context = context;
    }

    /** Starts a context whose proxies extend the classes of the beans, as Spring Boot does. */
    static AspectContext of(Class<?>... beans) {
        return start(true, false, context -> context.register(beans));
    }

    /** Starts a context whose proxies implement interfaces where a bean has them, as plain Spring does. */
    static AspectContext withInterfaceProxies(Class<?>... beans) {
        return start(false, false, context -> context.register(beans));
    }

    /** Starts a context in which an annotation that cannot work is an error. */
    static AspectContext strict(Class<?>... beans) {
        return start(true, true, context -> context.register(beans));
    }

    /** Starts a context with beans that are defined by hand. */
    static AspectContext defining(Consumer<AnnotationConfigApplicationContext> beans) {
        return start(true, false, beans);
    }

    private static AspectContext start(
            boolean proxyTargetClass, boolean strict, Consumer<AnnotationConfigApplicationContext> beans) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("aspects.strict", strict)));
        AopConfigUtils.registerAspectJAnnotationAutoProxyCreatorIfNecessary(context);
        if (proxyTargetClass) {
            AopConfigUtils.forceAutoProxyCreatorToUseClassProxying(context);
        }
        context.register(Aspects.class);
        beans.accept(context);
        try {
            context.refresh();
            return new AspectContext(context);
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    AnnotationConfigApplicationContext spring() {
        return context;
    }

    Registry registry() {
        return bean(Registry.class);
    }

    TextExposition scrape() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            Exposition.of(registry())
                    .forExporter(bean(InstrumentationErrors.class).collector())
                    .write(ExpositionFormat.TEXT, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return TextExposition.checked(body.toByteArray());
    }

    /** Returns how many recordings failed at a method of a class. */
    double errors(Class<?> type, String method) {
        return scrape().find("metrics_instrumentation_errors_total", "site", type.getName() + "." + method)
                .map(sample -> sample.value())
                .orElse(0.0);
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static class Aspects {

        @Bean
        Registry registry() {
            return new Registry();
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static InstrumentationErrors instrumentationErrors() {
            return new InstrumentationErrors();
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static AnnotatedMethods annotatedMethods(
                ObjectProvider<Registry> registry, Environment environment, InstrumentationErrors errors) {
            return new AnnotatedMethods(
                    registry::getObject, environment.getRequiredProperty("aspects.strict", Boolean.class), errors);
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static InProgressAspect inProgressAspect(AnnotatedMethods methods) {
            return new InProgressAspect(methods, 0);
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static TimedAspect timedAspect(AnnotatedMethods methods) {
            return new TimedAspect(methods, 0);
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static CountExceptionsAspect countExceptionsAspect(AnnotatedMethods methods) {
            return new CountExceptionsAspect(methods, 0);
        }
    }
}
