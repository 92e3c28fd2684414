package io.metricskit.spring.autoconfigure;

import io.metricskit.Registry;
import io.metricskit.spring.InstrumentationErrors;
import io.metricskit.spring.tracing.CurrentTrace;
import io.metricskit.spring.web.ExcludedPaths;
import io.metricskit.spring.web.RequestLabels;
import io.metricskit.spring.web.RequestMetrics;
import io.metricskit.spring.web.RequestMetricsFilter;
import io.metricskit.spring.web.RequestMetricsWebFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.DispatcherHandler;

/** Auto-configuration of the metrics of HTTP requests, in servlet and in reactive applications. */
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

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(Filter.class)
    static class Servlet {

        /** Behind Spring Boot's filter that begins a trace, so that a request is measured within its own. */
        private static final int BEHIND_TRACING = Ordered.HIGHEST_PRECEDENCE + 2;

        @Bean
        @ConditionalOnMissingBean(
                value = RequestMetricsFilter.class,
                parameterizedContainer = FilterRegistrationBean.class,
                search = SearchStrategy.CURRENT)
        FilterRegistrationBean<RequestMetricsFilter> metricsKitRequestMetricsFilter(RequestMetrics metrics) {
            FilterRegistrationBean<RequestMetricsFilter> registration =
                    new FilterRegistrationBean<>(new RequestMetricsFilter(metrics));
            registration.setName("metricsKitRequestMetricsFilter");
            registration.setOrder(BEHIND_TRACING);
            registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC);
            return registration;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(DispatcherHandler.class)
    static class Reactive {

        @Bean
        @OncePerContext
        RequestMetricsWebFilter metricsKitRequestMetricsWebFilter(RequestMetrics metrics, ApplicationContext context) {
            return new RequestMetricsWebFilter(metrics, context);
        }
    }
}
