package io.metricskit.spring.benchmarks;

import io.micrometer.core.aop.TimedAspect;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(AopAutoConfiguration.class)
class TimedByMicrometer {

    @Bean
    static TimedAspect timedAspect() {
        return new TimedAspect(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    @Bean
    PriceService prices() {
        return new PriceService();
    }
}
