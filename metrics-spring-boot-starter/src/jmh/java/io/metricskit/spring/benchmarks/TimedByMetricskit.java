package io.metricskit.spring.benchmarks;

import io.metricskit.spring.autoconfigure.MetricsAspectsAutoConfiguration;
import io.metricskit.spring.autoconfigure.MetricsExpositionAutoConfiguration;
import io.metricskit.spring.autoconfigure.MetricsRegistryAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    AopAutoConfiguration.class,
    MetricsRegistryAutoConfiguration.class,
    MetricsExpositionAutoConfiguration.class,
    MetricsAspectsAutoConfiguration.class
})
class TimedByMetricskit {

    @Bean
    PriceService prices() {
        return new PriceService();
    }
}
