package io.metricskit.spring.autoconfigure;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.jvm.JvmMetrics;
import io.metricskit.jvm.ProcessMetrics;
import io.metricskit.model.Collector;
import io.metricskit.model.Labels;
import io.metricskit.spring.aop.AnnotatedMethods;
import io.metricskit.spring.push.PushMetrics;
import java.util.ArrayList;
import java.util.List;
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
        List<Registry> others = new ArrayList<>();
        if (properties.includeDefaultRegistry() && registry != Registry.defaultRegistry()) {
            others.add(Registry.defaultRegistry());
        }
        others.add(runtime(properties));
        Exposition exposition = Exposition.of(registry, others.toArray(Registry[]::new));
        if (properties.createdSamples()) {
            exposition = exposition.withCreatedSamples();
        }
        return exposition.forExporter(Stream.concat(
                        annotatedMethods.stream().map(AnnotatedMethods::errors),
                        pushMetrics.stream().flatMap(metrics -> metrics.collectors().stream()))
                .toArray(Collector[]::new));
    }

    /**
     * Returns the metrics of JVM and process, in a registry of their own: that of the application may live longer than
     * the context, or have them already.
     */
    private static Registry runtime(MetricsProperties properties) {
        Registry runtime = new Registry();
        if (properties.jvm().enabled()) {
            JvmMetrics.register(runtime);
        }
        if (properties.process().enabled()) {
            ProcessMetrics.register(runtime);
        }
        return runtime;
    }

    /** A registry of the application's own has its own labels, and the property would be without effect silently. */
    private static void warnOfUnusedConstLabels(Registry registry, MetricsProperties properties) {
        Labels constLabels = MetricsRegistryAutoConfiguration.labels(properties, properties.constLabels());
        if (!registry.constLabels().equals(constLabels)
                && !properties.constLabels().isEmpty()) {
            LOG.warn("metrics.const-labels=" + properties.constLabels() + " has no effect, since the application has a"
                    + " Registry bean of its own: give that the labels, with Registry.builder().constLabels(..)");
        }
    }
}
