package io.metricskit.spring.autoconfigure;

import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.util.ClassUtils;

/**
 * Warns of beans for WebFlux in a servlet application. Spring Boot starts one where it finds Spring MVC, which the
 * starter brings, and then says nothing of the routes, filters and security that nobody asks.
 */
final class ReactiveBeansInVain implements SmartInitializingSingleton {

    private static final Log LOG = LogFactory.getLog(ReactiveBeansInVain.class);
    private static final List<String> TYPES = List.of(
            "org.springframework.web.reactive.function.server.RouterFunction",
            "org.springframework.web.reactive.config.WebFluxConfigurer",
            "org.springframework.web.server.WebFilter",
            "org.springframework.security.web.server.SecurityWebFilterChain");

    private final ListableBeanFactory beans;

    ReactiveBeansInVain(ListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public void afterSingletonsInstantiated() {
        ClassLoader loader = ReactiveBeansInVain.class.getClassLoader();
        List<String> names = TYPES.stream()
                .filter(type -> ClassUtils.isPresent(type, loader))
                .map(type -> ClassUtils.resolveClassName(type, loader))
                .flatMap(type -> Stream.of(beans.getBeanNamesForType(type, true, false)))
                .distinct()
                .toList();
        if (!names.isEmpty()) {
            LOG.warn("These beans for WebFlux have no effect, since this is a servlet application: " + names
                    + ". metrics-spring-boot-starter brings spring-boot-starter-web: exclude that from it, or set"
                    + " spring.main.web-application-type=reactive, if the application is to be on WebFlux");
        }
    }
}
