package io.metricskit.http;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ScrapeRequest;
import io.metricskit.exposition.ScrapeResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint that a Prometheus server scrapes, for servlet containers: it answers each request with what an
 * {@link Exposition} says.
 *
 * <pre>{@code
 * servletContext.addServlet("metrics", new MetricsServlet(Exposition.of(registry))).addMapping("/metrics");
 * }</pre>
 *
 * <p>GET and HEAD are answered, other methods refused with 405. The path is exact: where the mapping is a prefix,
 * longer paths are not found, and a servlet that is mapped to all paths answers at the root alone. The body goes to the
 * container's stream while it is collected, so that the memory of a scrape does not depend on its size.
 *
 * <p>A failure to write reaches the container, which cuts the connection, so that half a body never looks like a whole
 * one; containers know how to deal with a client that has gone away.
 *
 * <p>Safe for use by many threads. It needs the API of Jakarta Servlet 5 or newer. It does not say who may scrape: that
 * is for the application's security to say.
 */
public final class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Exposition exposition;

    /** Creates a servlet that shows the default registry: the constructor that a {@code web.xml} takes. */
    public MetricsServlet() {
        this(Exposition.of(Registry.defaultRegistry()));
    }

    /**
     * Creates a servlet.
     *
     * @param exposition what to show, beside what the servlet says about its own scrapes
     */
    public MetricsServlet(Exposition exposition) {
        this.exposition = Objects.requireNonNull(exposition, "exposition must not be null")
                .forExporter();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (isAtItsPath(request)) {
            answer(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    /**
     * Answers a request whatever its path is, for frameworks, which have found out about that already.
     *
     * @param request the request, of which method, headers and query count
     * @param response where the answer goes; committed afterwards
     * @throws IOException if the answer cannot be written; what was written is then incomplete
     */
    public void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ScrapeRequest asked = ScrapeRequest.builder()
                .method(request.getMethod())
                .headers(name -> joined(request, name))
                .query(request.getQueryString())
                .build();
        try (ScrapeResponse scrape = exposition.scrape(asked)) {
            response.setStatus(scrape.status());
            scrape.headers().forEach(response::setHeader);
            scrape.writeTo(response.getOutputStream());
            // A response that is committed here gets no Content-Length, which would be 0 for HEAD.
            response.flushBuffer();
        }
    }

    /** Containers take a doubled slash for one, and a prefix or the default mapping for any path below. */
    private static boolean isAtItsPath(HttpServletRequest request) {
        String rest = request.getPathInfo();
        boolean below = rest != null || request.getHttpServletMapping().getMappingMatch() == MappingMatch.DEFAULT;
        String path = rest == null ? request.getServletPath() : request.getServletPath() + rest;
        return !request.getRequestURI().contains("//") && (!below || path.equals("/"));
    }

    private static @Nullable String joined(HttpServletRequest request, String header) {
        List<String> lines = Collections.list(request.getHeaders(header));
        return lines.isEmpty() ? null : String.join(",", lines);
    }
}
