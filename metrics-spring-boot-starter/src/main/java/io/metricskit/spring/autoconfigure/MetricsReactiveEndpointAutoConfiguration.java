package io.metricskit.spring.autoconfigure;

import io.metricskit.exposition.Exposition;
import io.metricskit.spring.web.MetricsWebHandler;
import io.metricskit.spring.web.MetricsWebHandlerMapping;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.DispatcherHandler;

/** Auto-configuration of the metrics endpoint in reactive applications with Spring WebFlux. */
@AutoConfiguration(after = MetricsExpositionAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(DispatcherHandler.class)
@ConditionalOnSwitch("metrics.endpoint.enabled")
public final class MetricsReactiveEndpointAutoConfiguration {

    @Bean
    @OncePerContext
    MetricsWebHandler metricsKitWebHandler(Exposition exposition) {
        return new MetricsWebHandler(exposition);
    }

    @Bean
    @OncePerContext
    MetricsWebHandlerMapping metricsKitWebHandlerMapping(MetricsProperties properties, MetricsWebHandler handler) {
        return ConfiguredValue.apply(
                "metrics.endpoint.path",
                properties.endpoint().path(),
                path -> new MetricsWebHandlerMapping(path, handler));
    }
}
