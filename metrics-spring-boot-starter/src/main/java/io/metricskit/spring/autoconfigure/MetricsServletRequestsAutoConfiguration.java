package io.metricskit.spring.autoconfigure;

import io.metricskit.spring.web.RequestMetrics;
import io.metricskit.spring.web.RequestMetricsFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Auto-configuration of what measures the HTTP requests of servlet applications. */
@AutoConfiguration(after = MetricsRequestsAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(Filter.class)
@ConditionalOnBean(RequestMetrics.class)
@ConditionalOnSwitch("metrics.http-requests.enabled")
public final class MetricsServletRequestsAutoConfiguration {

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
