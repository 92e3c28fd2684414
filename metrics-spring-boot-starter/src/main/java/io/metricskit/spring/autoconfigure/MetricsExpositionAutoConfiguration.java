package io.metricskit.spring.autoconfigure;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.model.Collector;
import io.metricskit.model.Labels;
import io.metricskit.spring.aop.AnnotatedMethods;
import io.metricskit.spring.push.PushMetrics;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of what a scrape shows: the registry, and by default the process-wide one as well. */
@AutoConfiguration(after = MetricsRegistryAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "metrics.enabled", matchIfMissing = true)
public final class MetricsExpositionAutoConfiguration {

    private static final Log LOG = LogFactory.getLog(MetricsExpositionAutoConfiguration.class);

    @Bean
    @ConditionalOnMissingBean
    Exposition metricsKitExposition(
            Registry registry,
            MetricsProperties properties,
            ObjectProvider<AnnotatedMethods> annotatedMethods,
            ObjectProvider<PushMetrics> pushMetrics) {
        warnOfUnusedConstLabels(registry, properties);
        boolean both = properties.includeDefaultRegistry() && registry != Registry.defaultRegistry();
        Exposition exposition = both ? Exposition.of(registry, Registry.defaultRegistry()) : Exposition.of(registry);
        return exposition.forExporter(Stream.concat(
                        annotatedMethods.stream().map(AnnotatedMethods::errors),
                        pushMetrics.stream().flatMap(metrics -> metrics.collectors().stream()))
                .toArray(Collector[]::new));
    }

    /** A registry of the application's own has its own labels, and the property would be without effect silently. */
    private static void warnOfUnusedConstLabels(Registry registry, MetricsProperties properties) {
        if (!registry.constLabels().equals(Labels.of(properties.constLabels()))
                && !properties.constLabels().isEmpty()) {
            LOG.warn("metrics.const-labels=" + properties.constLabels() + " has no effect, since the application has a"
                    + " Registry bean of its own: give that the labels, with Registry.builder().constLabels(..)");
        }
    }
}
