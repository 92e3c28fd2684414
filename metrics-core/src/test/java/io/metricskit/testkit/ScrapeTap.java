package io.metricskit.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint in front of another, which passes on what a scraper asks and what it gets, and remembers both.
 *
 * <p>It proves in which format a real Prometheus scraped. Closing it ends its server, not the endpoint behind it.
 */
public final class ScrapeTap implements AutoCloseable {
    private static final List<String> PASSED_ON =
            List.of("Accept", "Accept-Encoding", "X-Prometheus-Scrape-Timeout-Seconds");
    private static final List<String> PASSED_BACK = List.of("Content-Type", "Content-Encoding");

    private final URI endpoint;
    private final @Nullable String acceptInstead;
    private final HttpServer server;
    private final List<Scraped> scrapes = new CopyOnWriteArrayList<>();

    /**
     * One scrape that was answered.
     *
     * @param accept what the scraper itself accepts
     * @param contentType what it got
     * @param encoding how that was compressed; empty if it was not
     * @param body the body, compressed or not
     */
    public record Scraped(String accept, String contentType, String encoding, byte[] body) {}

    /** Starts to listen in front of this endpoint. */
    public ScrapeTap(URI endpoint) {
        this(endpoint, null);
    }

    /**
     * Starts to listen in front of this endpoint.
     *
     * @param acceptInstead the Accept header that the endpoint gets in the place of the scraper's own; null for that
     */
    public ScrapeTap(URI endpoint, @Nullable String acceptInstead) {
        this.endpoint = endpoint;
        this.acceptInstead = acceptInstead;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(endpoint.getPath(), this::passOn);
        server.start();
    }

    /** Where to scrape. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + endpoint.getRawPath());
    }

    /** The scrapes so far, in order. */
    public List<Scraped> scrapes() {
        return List.copyOf(scrapes);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void passOn(HttpExchange exchange) throws IOException {
        List<String> headers = new ArrayList<>();
        for (String name : PASSED_ON) {
            String value = name.equals("Accept") && acceptInstead != null
                    ? acceptInstead
                    : exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                headers.addAll(List.of(name, value));
            }
        }
        HttpResponse<byte[]> response = ScrapeClient.get(endpoint, headers.toArray(String[]::new));
        for (String name : PASSED_BACK) {
            response.headers()
                    .firstValue(name)
                    .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
        }
        scrapes.add(new Scraped(
                Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Accept"), ""),
                response.headers().firstValue("Content-Type").orElse(""),
                response.headers().firstValue("Content-Encoding").orElse(""),
                response.body()));
        exchange.sendResponseHeaders(response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(response.body());
        }
    }
}
