package io.metricskit.spring.autoconfigure;

import io.metricskit.Registry;
import io.metricskit.model.Labels;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the registry, one for each application context.
 *
 * <p>It stays when metrics are disabled, since an application's own beans ask for it.
 */
@AutoConfiguration
@EnableConfigurationProperties(MetricsProperties.class)
public final class MetricsRegistryAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Registry metricsKitRegistry(MetricsProperties properties) {
        Registry.Builder registry = Registry.builder();
        properties
                .constLabels()
                .forEach((name, value) -> ConfiguredValue.check(
                        "metrics.const-labels[" + name + "]", value, given -> Labels.of(name, given)));
        ConfiguredValue.check(
                "metrics.const-labels", properties.constLabels(), labels -> registry.constLabels(Labels.of(labels)));
        ConfiguredValue.check(
                "metrics.max-series-per-metric", properties.maxSeriesPerMetric(), registry::maxSeriesPerMetric);
        return registry.build();
    }
}
