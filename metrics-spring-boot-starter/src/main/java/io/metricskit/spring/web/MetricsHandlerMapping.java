package io.metricskit.spring.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Sends the requests for exactly one path to a {@link MetricsController}, and refuses to share that path.
 *
 * <p>Only the path itself matches: a trailing slash, a doubled slash or a longer path does not, whatever strategy the
 * application's own mappings use. The path is relative to the context path and to the path of the dispatcher servlet.
 * As anywhere in Spring MVC, an exact path goes before patterns of the application that match it too. A dispatcher
 * servlet whose context is a child of the application's does not lead here: its paths are its own.
 *
 * <p>Interceptors see the requests if they are beans of type
 * {@link org.springframework.web.servlet.handler.MappedInterceptor} whose paths match, as with all mappings. Those that
 * the application adds to the configuration of Spring MVC, its CORS rules and its advice for controllers are for its
 * own handlers, and do not.
 *
 * <p>When all beans are there, any other handler of the very same path fails the start with a
 * {@link MetricsPathConflictException}: a controller, a view controller, a router function, an Actuator endpoint or
 * another servlet. Handlers that a mapping of an unknown kind keeps to itself are not seen.
 */
public final class MetricsHandlerMapping extends SimpleUrlHandlerMapping implements SmartInitializingSingleton {

    /*
     * A mapping of its own, not a @Controller: what an application has configured for its own handlers does not change
     * a scrape. Actuator's mappings are made likewise, and whoever guards all mappings with a MappedInterceptor bean
     * guards this one. Their order is -100; a pattern among them must not take the path, hence one before.
     */
    private static final int ORDER = -101;

    private final String path;

    /**
     * Creates a mapping.
     *
     * @param path where to answer, such as {@code /metrics}
     * @param controller what answers
     * @throws IllegalArgumentException if the path is not an exact one
     */
    public MetricsHandlerMapping(String path, MetricsController controller) {
        super(
                Map.of(EndpointPath.checked(path), Objects.requireNonNull(controller, "controller must not be null")),
                ORDER);
        this.path = path;
    }

    @Override
    protected @Nullable Object getHandlerInternal(HttpServletRequest request) throws Exception {
        return isOfAnotherContext(request) ? null : super.getHandlerInternal(request);
    }

    /**
     * Tells requests of a dispatcher servlet that looked for mappings in its own context and then in those above it.
     */
    private boolean isOfAnotherContext(HttpServletRequest request) {
        Object dispatchedIn = request.getAttribute(DispatcherServlet.WEB_APPLICATION_CONTEXT_ATTRIBUTE);
        return dispatchedIn != null && dispatchedIn != getApplicationContext();
    }

    @Override
    public void afterSingletonsInstantiated() {
        String competitor = new PathOwners(obtainApplicationContext()).otherThan(this, path);
        if (competitor != null) {
            throw new MetricsPathConflictException(path, competitor);
        }
        logger.info("Exposing metrics at '" + path + "'");
    }
}
