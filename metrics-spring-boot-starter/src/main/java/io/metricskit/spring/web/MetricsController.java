package io.metricskit.spring.web;

import io.metricskit.exposition.Exposition;
import io.metricskit.http.MetricsServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * The endpoint that a Prometheus server scrapes in Spring MVC: it answers each request as a {@link MetricsServlet}
 * does.
 *
 * <p>The body passes no message converter, and an error page has no part in it.
 *
 * <p>A client that goes away ends its scrape: that is logged at DEBUG and is no error. Any other failure to write
 * reaches the container, which cuts the connection, so that half a body never looks like a whole one.
 *
 * <p>An aspect of the application for its controllers, such as {@code bean(*Controller)}, leaves it alone.
 *
 * <p>Safe for use by many threads. It does not say who may scrape: that is for the application's security to say.
 */
public final class MetricsController implements HttpRequestHandler, AopInfrastructureBean {

    private final MetricsServlet servlet;
    private final DisconnectedClientHelper disconnects =
            new DisconnectedClientHelper(MetricsController.class.getName());

    /**
     * Creates an endpoint.
     *
     * @param exposition what to write, beside what the endpoint says about its own scrapes
     */
    public MetricsController(Exposition exposition) {
        this.servlet = new MetricsServlet(exposition);
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RequestMetricsFilter.leaveOut(request);
        try {
            servlet.answer(request, response);
        } catch (IOException e) {
            if (!disconnects.checkAndLogClientDisconnectedException(e)) {
                throw e;
            }
        }
    }
}
