package io.metricskit.spring.autoconfigure;

import io.metricskit.Registry;
import io.metricskit.model.Labels;
import io.metricskit.spring.tracing.CurrentTrace;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
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

    private static final Log LOG = LogFactory.getLog(MetricsRegistryAutoConfiguration.class);

    @Bean
    @OncePerContext
    Registry metricsKitRegistry(MetricsProperties properties, ObjectProvider<CurrentTrace> traces) {
        Registry.Builder registry = builder(properties, traces).utf8Names(properties.utf8Names());
        properties.constLabels().forEach((name, value) -> {
            String property = "metrics.const-labels[" + name + "]";
            ConfiguredValue.apply(property, value, given -> labels(properties, Map.of(name, given)));
            Placeholders.warn(LOG, property, value);
        });
        return ConfiguredValue.apply(
                "metrics.const-labels",
                properties.constLabels(),
                labels -> registry.constLabels(labels(properties, labels)).build());
    }

    /** Starts a registry whose metrics are bounded, and take exemplars, as the settings say. */
    static Registry.Builder builder(MetricsProperties properties, ObjectProvider<CurrentTrace> traces) {
        Registry.Builder registry = Registry.builder();
        ConfiguredValue.apply(
                "metrics.max-series-per-metric", properties.maxSeriesPerMetric(), registry::maxSeriesPerMetric);
        if (properties.exemplars().enabled()) {
            List<CurrentTrace> current = traces.orderedStream().toList();
            if (!current.isEmpty()) {
                registry.exemplars(() -> trace(current));
            }
        }
        return registry;
    }

    private static Labels labels(MetricsProperties properties, Map<String, String> byName) {
        return properties.utf8Names() ? utf8Labels(byName) : Labels.of(byName);
    }

    static Labels utf8Labels(Map<String, String> byName) {
        return Labels.utf8(byName.entrySet().stream()
                .flatMap(label -> Stream.of(label.getKey(), label.getValue()))
                .toArray(String[]::new));
    }

    /** Returns the labels of the trace that the thread is in, by the first that knows one. */
    private static Labels trace(List<CurrentTrace> traces) {
        for (CurrentTrace trace : traces) {
            Labels labels = trace.labels();
            if (!labels.isEmpty()) {
                return labels;
            }
        }
        return Labels.empty();
    }
}
