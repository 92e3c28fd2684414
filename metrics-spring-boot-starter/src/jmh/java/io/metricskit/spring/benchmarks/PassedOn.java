package io.metricskit.spring.benchmarks;

import io.metricskit.annotation.Timed;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(AopAutoConfiguration.class)
class PassedOn {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor passOn() {
        MethodInterceptor interceptor = MethodInvocation::proceed;
        return new DefaultPointcutAdvisor(AnnotationMatchingPointcut.forMethodAnnotation(Timed.class), interceptor);
    }

    @Bean
    PriceService prices() {
        return new PriceService();
    }
}
