package io.metricskit.spring.autoconfigure;

import io.metricskit.exposition.Exposition;
import io.metricskit.spring.web.MetricsController;
import io.metricskit.spring.web.MetricsHandlerMapping;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;

/** Auto-configuration of the metrics endpoint in servlet applications with Spring MVC. */
@AutoConfiguration(after = MetricsExpositionAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnSwitch("metrics.endpoint.enabled")
public final class MetricsServletEndpointAutoConfiguration {

    @Bean
    @OncePerContext
    MetricsController metricsKitController(Exposition exposition) {
        return new MetricsController(exposition);
    }

    @Bean
    @OncePerContext
    MetricsHandlerMapping metricsKitHandlerMapping(MetricsProperties properties, MetricsController controller) {
        return ConfiguredValue.apply(
                "metrics.endpoint.path",
                properties.endpoint().path(),
                path -> new MetricsHandlerMapping(path, controller));
    }
}
