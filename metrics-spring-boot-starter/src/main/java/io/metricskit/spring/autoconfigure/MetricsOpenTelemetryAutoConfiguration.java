package io.metricskit.spring.autoconfigure;

import io.metricskit.spring.tracing.OpenTelemetryTrace;
import io.opentelemetry.api.trace.Span;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** Auto-configuration of the exemplars that come from OpenTelemetry; a trace of Micrometer goes before one of it. */
@AutoConfiguration(before = MetricsRegistryAutoConfiguration.class)
@ConditionalOnClass(Span.class)
@ConditionalOnSwitch("metrics.exemplars.enabled")
public final class MetricsOpenTelemetryAutoConfiguration {

    @Bean
    @Order(1)
    @ConditionalOnMissingBean
    OpenTelemetryTrace metricsKitOpenTelemetryTrace() {
        return new OpenTelemetryTrace();
    }
}
