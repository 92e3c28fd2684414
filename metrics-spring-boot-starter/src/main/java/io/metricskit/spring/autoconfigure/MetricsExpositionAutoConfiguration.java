package io.metricskit.spring.autoconfigure;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.model.Collector;
import io.metricskit.spring.aop.AnnotatedMethods;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of what a scrape shows: the registry, and by default the process-wide one as well. */
@AutoConfiguration(after = MetricsRegistryAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "metrics.enabled", matchIfMissing = true)
public final class MetricsExpositionAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Exposition metricsKitExposition(
            Registry registry, MetricsProperties properties, ObjectProvider<AnnotatedMethods> annotatedMethods) {
        boolean both = properties.includeDefaultRegistry() && registry != Registry.defaultRegistry();
        Exposition exposition = both ? Exposition.of(registry, Registry.defaultRegistry()) : Exposition.of(registry);
        return exposition.forExporter(
                annotatedMethods.stream().map(AnnotatedMethods::errors).toArray(Collector[]::new));
    }
}
