package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Registry;
import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import io.metricskit.spring.InstrumentationErrors;
import java.util.Arrays;
import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.Advisor;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The place of the aspects around a method. */
final class AspectOrderTests {

    static class Shop {

        @CountExceptions
        @InProgress
        @Timed("order_seconds")
        public void order() {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Advisors {

        @Bean
        static Advisor retries() {
            MethodInterceptor retries = call -> {
                call.proceed();
                return ((ProxyMethodInvocation) call).invocableClone().proceed();
            };
            NameMatchMethodPointcut orders = new NameMatchMethodPointcut();
            orders.setMappedName("order");
            return new DefaultPointcutAdvisor(orders, retries);
        }
    }

    @Test
    void theAspectsStandInOneSequence() {
        try (AspectContext context = AspectContext.of(Shop.class)) {
            List<Class<?>> aspects = Arrays.stream(((Advised) context.bean(Shop.class)).getAdvisors())
                    .filter(AnnotationAdvisor.class::isInstance)
                    .<Class<?>>map(Advisor::getClass)
                    .toList();

            assertThat(aspects).containsExactly(InProgressAspect.class, TimedAspect.class, CountExceptionsAspect.class);
        }
    }

    @Test
    void theAspectsStandOutsideWhatHasNoOrderOfItsOwn() {
        try (AspectContext context = AspectContext.of(Shop.class, Advisors.class)) {
            context.bean(Shop.class).order();

            assertThat(context.scrape().value("order_seconds_count")).isEqualTo(1);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class BroadAdvisor {

        @Bean
        static Advisor everything() {
            MethodInterceptor nothing = call -> call.proceed();
            DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(nothing);
            advisor.setPointcut(new ComposablePointcut((ClassFilter) type -> !type.equals(Registry.class)));
            return advisor;
        }
    }

    @Test
    void anAdvisorForAllBeansLeavesTheAspectsAlone() {
        try (AspectContext context = AspectContext.of(Shop.class, BroadAdvisor.class)) {
            context.bean(Shop.class).order();

            assertThat(context.scrape().value("order_seconds_count")).isEqualTo(1);
        }
    }

    @Test
    void theOrderIsThatOfTheConstructor() {
        AnnotatedMethods methods = new AnnotatedMethods(Registry::new, false, new InstrumentationErrors());

        assertThat(new TimedAspect(methods, 7).getOrder()).isEqualTo(7);
        assertThat(new InProgressAspect(methods, Ordered.HIGHEST_PRECEDENCE).getOrder())
                .isEqualTo(Ordered.HIGHEST_PRECEDENCE);
    }
}
