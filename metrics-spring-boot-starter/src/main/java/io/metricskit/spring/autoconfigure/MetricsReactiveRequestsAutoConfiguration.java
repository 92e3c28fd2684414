package io.metricskit.spring.autoconfigure;

import io.metricskit.spring.web.RequestMetrics;
import io.metricskit.spring.web.RequestMetricsWebFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.DispatcherHandler;

/** Auto-configuration of what measures the HTTP requests of reactive applications. */
@AutoConfiguration(after = MetricsRequestsAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(DispatcherHandler.class)
@ConditionalOnBean(RequestMetrics.class)
@ConditionalOnSwitch("metrics.http-requests.enabled")
public final class MetricsReactiveRequestsAutoConfiguration {

    @Bean
    @OncePerContext
    RequestMetricsWebFilter metricsKitRequestMetricsWebFilter(RequestMetrics metrics, ApplicationContext context) {
        return new RequestMetricsWebFilter(metrics, context);
    }
}
