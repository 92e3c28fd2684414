package io.metricskit.spring.autoconfigure;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.jvm.JvmMetrics;
import io.metricskit.jvm.ProcessMetrics;
import io.metricskit.model.Collector;
import io.metricskit.spring.InstrumentationErrors;
import io.metricskit.spring.push.PushMetrics;
import io.metricskit.spring.web.RequestMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/** Auto-configuration of what a scrape shows: the registry, and by default the process-wide one as well. */
@AutoConfiguration(after = MetricsRegistryAutoConfiguration.class)
@ConditionalOnSwitch("metrics.enabled")
public final class MetricsExpositionAutoConfiguration {

    private static final Log LOG = LogFactory.getLog(MetricsExpositionAutoConfiguration.class);

    /** Static, and made without the rest, since advisors need it, which are made before other beans. */
    @Bean
    @ConditionalOnMissingBean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static InstrumentationErrors metricsKitInstrumentationErrors() {
        return new InstrumentationErrors();
    }

    @Bean
    @OncePerContext
    Exposition metricsKitExposition(
            Registry registry,
            ApplicationContext context,
            MetricsProperties properties,
            InstrumentationErrors errors,
            ObjectProvider<RequestMetrics> requestMetrics,
            ObjectProvider<PushMetrics> pushMetrics) {
        warnOfUnusedConstLabels(registry, properties.constLabels());
        List<Registry> others = new ArrayList<>();
        if (properties.includeDefaultRegistry() && registry != Registry.defaultRegistry()) {
            others.add(Registry.defaultRegistry());
        }
        others.add(runtime(properties));
        requestMetrics.stream().map(RequestMetrics::registry).forEach(others::add);
        ancestors(context)
                .filter(other -> other != registry && !others.contains(other))
                .forEach(others::add);
        Exposition exposition = ConfiguredValue.apply(
                "metrics.gzip-level",
                properties.gzipLevel(),
                Exposition.of(registry, others.toArray(Registry[]::new))::withGzipLevel);
        if (properties.createdSamples()) {
            exposition = exposition.withCreatedSamples();
        }
        return exposition.forExporter(Stream.concat(
                        Stream.of(errors.collector()),
                        pushMetrics.stream().flatMap(metrics -> metrics.collectors().stream()))
                .toArray(Collector[]::new));
    }

    @Bean
    CollectorBeans metricsKitCollectorBeans(Registry registry, ListableBeanFactory beans) {
        return new CollectorBeans(registry, beans);
    }

    @Bean
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    ReactiveBeansInVain metricsKitReactiveBeansInVain(ListableBeanFactory beans) {
        return new ReactiveBeansInVain(beans);
    }

    @Bean
    @ConditionalOnMissingBean
    UnknownProperties metricsKitUnknownProperties(Environment environment) {
        return new UnknownProperties(environment);
    }

    @Bean
    UnshownMetrics metricsKitUnshownMetrics(ApplicationContext context) {
        return new UnshownMetrics(context);
    }

    /**
     * Returns the registries of the contexts above, the nearest first: their metrics may have no endpoint of their own.
     */
    private static Stream<Registry> ancestors(ApplicationContext context) {
        return Stream.iterate(context.getParent(), Objects::nonNull, ApplicationContext::getParent)
                .flatMap(ancestor -> ancestor.getBeansOfType(Registry.class).values().stream());
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
    private static void warnOfUnusedConstLabels(Registry registry, Map<String, String> constLabels) {
        if (!constLabels.isEmpty() && !hasConstLabels(registry, constLabels)) {
            LOG.warn("metrics.const-labels=" + constLabels + " has no effect, since the application has a Registry bean"
                    + " of its own: give that the labels, with Registry.builder().constLabels(..)");
        }
    }

    private static boolean hasConstLabels(Registry registry, Map<String, String> constLabels) {
        try {
            return registry.constLabels().equals(MetricsRegistryAutoConfiguration.utf8Labels(constLabels));
        } catch (IllegalArgumentException notEvenUtf8Labels) {
            return false;
        }
    }
}
