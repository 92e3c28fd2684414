package io.metricskit.spring.web;

import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;

/**
 * Leads requests for one exact path to the reactive metrics endpoint, before the application's own mappings.
 *
 * <p>Where a controller of the application is mapped to the same path, the start fails with a
 * {@link MetricsPathConflictException}.
 */
public final class MetricsWebHandlerMapping extends SimpleUrlHandlerMapping implements SmartInitializingSingleton {

    /** Before Actuator's, as in Spring MVC. */
    private static final int ORDER = -101;

    private final String path;

    /**
     * Creates a mapping.
     *
     * @param path where to answer, such as {@code /metrics}
     * @param handler what answers
     * @throws IllegalArgumentException if the path is not an exact one
     */
    public MetricsWebHandlerMapping(String path, MetricsWebHandler handler) {
        super(Map.of(EndpointPath.checked(path), Objects.requireNonNull(handler, "handler must not be null")), ORDER);
        this.path = path;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (RequestMappingInfoHandlerMapping mapping : obtainApplicationContext()
                .getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()) {
            mapping.getHandlerMethods().forEach((mapped, method) -> {
                if (isMapped(mapped)) {
                    throw new MetricsPathConflictException(path, method.toString());
                }
            });
        }
        logger.info("Exposing metrics at '" + path + "'");
    }

    private boolean isMapped(RequestMappingInfo mapped) {
        return mapped.getPatternsCondition().getPatterns().stream()
                .anyMatch(pattern -> pattern.getPatternString().equals(path));
    }
}
