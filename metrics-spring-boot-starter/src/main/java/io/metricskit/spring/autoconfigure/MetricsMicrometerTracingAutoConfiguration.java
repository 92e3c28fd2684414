package io.metricskit.spring.autoconfigure;

import io.metricskit.spring.tracing.MicrometerTrace;
import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** Auto-configuration of the exemplars that come from Micrometer Tracing. */
@AutoConfiguration(before = MetricsRegistryAutoConfiguration.class)
@ConditionalOnClass(Tracer.class)
@ConditionalOnSwitch("metrics.exemplars.enabled")
public final class MetricsMicrometerTracingAutoConfiguration {

    @Bean
    @Order(0)
    @ConditionalOnMissingBean
    MicrometerTrace metricsKitMicrometerTrace(ObjectProvider<Tracer> tracers) {
        return new MicrometerTrace(tracers);
    }
}
