package io.metricskit.spring.autoconfigure;

import io.metricskit.Registry;
import io.metricskit.spring.InstrumentationErrors;
import io.metricskit.spring.tracing.CurrentTrace;
import io.metricskit.spring.web.ExcludedPaths;
import io.metricskit.spring.web.RequestLabels;
import io.metricskit.spring.web.RequestMetrics;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the metrics of HTTP requests, which servlet and reactive applications have alike. */
@AutoConfiguration(after = MetricsExpositionAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnSwitch("metrics.http-requests.enabled")
public final class MetricsRequestsAutoConfiguration {

    @Bean
    @OncePerContext
    RequestMetrics metricsKitRequestMetrics(
            MetricsProperties properties, ObjectProvider<CurrentTrace> traces, InstrumentationErrors errors) {
        Registry registry =
                MetricsRegistryAutoConfiguration.builder(properties, traces).build();
        MetricsProperties.HttpRequests requests = properties.httpRequests();
        return ConfiguredValue.apply(
                "metrics.http-requests.buckets",
                requests.buckets(),
                buckets -> new RequestMetrics(
                        registry,
                        excludedPaths(requests),
                        labels(requests),
                        errors,
                        buckets.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    private static RequestLabels labels(MetricsProperties.HttpRequests requests) {
        RequestLabels labels = requests.useRouteTemplate() ? RequestLabels.ofTemplates() : RequestLabels.ofPaths();
        return requests.groupStatusCodes() ? labels.withGroupedStatuses() : labels;
    }

    private static ExcludedPaths excludedPaths(MetricsProperties.HttpRequests requests) {
        ExcludedPaths excluded = ExcludedPaths.none();
        for (String path : requests.excludePaths()) {
            excluded = ConfiguredValue.apply("metrics.http-requests.exclude-paths", path, excluded::and);
        }
        return excluded;
    }

    @Bean
    HiddenRequestMetrics metricsKitHiddenRequestMetrics(
            RequestMetrics metrics, Registry registry, MetricsProperties properties) {
        return new HiddenRequestMetrics(
                metrics,
                properties.includeDefaultRegistry()
                        ? List.of(registry, Registry.defaultRegistry())
                        : List.of(registry));
    }
}
