package io.metricskit.spring.web;

import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ScrapeRequest;
import io.metricskit.exposition.ScrapeResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * The servlet endpoint that a Prometheus server scrapes: it answers each request with what an {@link Exposition} says.
 *
 * <p>GET and HEAD are answered, other methods refused with 405. The body goes to the container's stream while it is
 * collected, so that the memory of a scrape does not depend on its size; it passes no message converter, and an error
 * page has no part in it.
 *
 * <p>A client that goes away ends its scrape: that is logged at DEBUG and is no error. Any other failure to write
 * reaches the container, which cuts the connection, so that half a body never looks like a whole one.
 *
 * <p>Safe for use by many threads. It does not say who may scrape: that is for the application's security to say.
 */
public final class MetricsController implements HttpRequestHandler {

    private final Exposition exposition;
    private final DisconnectedClientHelper disconnects =
            new DisconnectedClientHelper(MetricsController.class.getName());

    /**
     * Creates an endpoint.
     *
     * @param exposition what to write
     */
    public MetricsController(Exposition exposition) {
        this.exposition = Objects.requireNonNull(exposition, "exposition must not be null");
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (ScrapeResponse scrape = exposition.scrape(scrapeRequest(request))) {
            response.setStatus(scrape.status());
            scrape.headers().forEach(response::setHeader);
            scrape.writeTo(response.getOutputStream());
            // A response that is committed here gets no Content-Length, which would be 0 for HEAD.
            response.flushBuffer();
        } catch (IOException e) {
            if (!disconnects.checkAndLogClientDisconnectedException(e)) {
                throw e;
            }
        }
    }

    private static ScrapeRequest scrapeRequest(HttpServletRequest request) {
        return ScrapeRequest.builder()
                .method(request.getMethod())
                .accept(joined(request, "Accept"))
                .acceptEncoding(joined(request, "Accept-Encoding"))
                .names(names(request))
                .build();
    }

    private static @Nullable String joined(HttpServletRequest request, String header) {
        List<String> lines = Collections.list(request.getHeaders(header));
        return lines.isEmpty() ? null : String.join(",", lines);
    }

    private static List<String> names(HttpServletRequest request) {
        String @Nullable [] names = request.getParameterValues("name[]");
        return names == null ? List.of() : List.of(names);
    }
}
