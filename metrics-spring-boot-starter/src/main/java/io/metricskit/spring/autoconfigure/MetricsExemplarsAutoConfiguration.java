package io.metricskit.spring.autoconfigure;

import io.metricskit.spring.tracing.MicrometerTrace;
import io.metricskit.spring.tracing.OpenTelemetryTrace;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.trace.Span;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Auto-configuration of where exemplars come from: the tracing that is on the class path. */
@AutoConfiguration(before = MetricsRegistryAutoConfiguration.class)
@ConditionalOnSwitch("metrics.exemplars.enabled")
public final class MetricsExemplarsAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Tracer.class)
    static class MicrometerTracing {

        @Bean
        @Order(0)
        @ConditionalOnMissingBean
        MicrometerTrace metricsKitMicrometerTrace(ObjectProvider<Tracer> tracers) {
            return new MicrometerTrace(tracers);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Span.class)
    static class OpenTelemetry {

        @Bean
        @Order(1)
        @ConditionalOnMissingBean
        OpenTelemetryTrace metricsKitOpenTelemetryTrace() {
            return new OpenTelemetryTrace();
        }
    }
}
