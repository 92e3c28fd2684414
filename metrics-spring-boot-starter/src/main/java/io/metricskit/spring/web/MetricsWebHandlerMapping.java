package io.metricskit.spring.web;

import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Leads requests for one exact path to the reactive metrics endpoint, before the application's own mappings. A web
 * server whose context is a child of the application's does not lead here: its paths are its own.
 *
 * <p>When all beans are there, any other handler of the very same path fails the start with a
 * {@link MetricsPathConflictException}: a controller, a router function, an Actuator endpoint or what a mapping of URLs
 * leads to. Handlers that a mapping of an unknown kind keeps to itself are not seen.
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
    public Mono<Object> getHandlerInternal(ServerWebExchange exchange) {
        return ServerContext.isOtherThan(getApplicationContext(), exchange)
                ? Mono.empty()
                : super.getHandlerInternal(exchange);
    }

    @Override
    public void afterSingletonsInstantiated() {
        String competitor = new WebPathOwners(obtainApplicationContext()).otherThan(this, path);
        if (competitor != null) {
            throw new MetricsPathConflictException(path, competitor);
        }
        logger.info("Exposing metrics at '" + path + "'");
    }
}
