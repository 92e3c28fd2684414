package io.metricskit.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ScrapeRequest;
import io.metricskit.exposition.ScrapeResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Answers the requests to a {@link MetricsServer}. */
final class MetricsHandler implements HttpHandler {
    /*
     * The JDK's server ends a chunked body properly whenever the exchange is closed, so that half a page would look
     * like a whole one. Where writing fails, the exchange is therefore not closed, and the exception goes to the
     * server, which then cuts the connection.
     *
     * Nor is it closed otherwise, but its streams are: where they fail, since the client has gone away, the exchange
     * hides that from the server, which then keeps the connection in its lists for good.
     */

    private static final int BUSY = 503;
    private static final int NO_BODY = -1;
    private static final int CHUNKED = 0;

    /** How many scrapes wait for a slot: half of the threads, so that the others answer what is no scrape. */
    private static final int MAX_WAITING = Workers.MAX_THREADS / 2;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final Exposition exposition;
    private final String metricsPath;
    private final @Nullable BasicAuth auth;
    private final Watchdog watchdog;
    private final long slotNanos;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private final String page;

    MetricsHandler(
            Exposition exposition,
            MetricsPath metricsPath,
            @Nullable BasicAuth auth,
            Watchdog watchdog,
            Duration slotTime) {
        this.exposition = exposition;
        this.metricsPath = metricsPath.path();
        this.auth = auth;
        this.watchdog = watchdog;
        this.slotNanos = slotTime.toNanos();
        this.page = "<!DOCTYPE html><html lang=\"en\"><head><title>Metrics</title></head><body><a href=\""
                + metricsPath.path() + "\">metrics</a></body></html>\n";
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        WatchedRequest request = watchdog.current();
        request.startsToAnswer();
        try {
            answer(exchange);
            readRest(exchange);
            exchange.getResponseBody().close();
        } catch (IOException e) {
            throw cut(Level.DEBUG, "A client went away before it had its answer", e);
        } catch (RuntimeException | Error e) {
            throw cut(Level.WARNING, "A request to the metrics server failed", e);
        }
    }

    /** Returns what makes the server cut the connection: after another exception, it would let the client wait. */
    private static IOException cut(Level level, String line, Throwable failure) {
        ServerLog.log(level, line, failure);
        return new IOException("the request failed", failure);
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (auth != null && !auth.accepts(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", BasicAuth.CHALLENGE);
            send(exchange, 401, PLAIN, "a user name and a password are needed here\n");
            return;
        }
        String path = path(exchange.getRequestURI());
        if (metricsPath.equals(path)) {
            scrape(exchange);
        } else if ("/".equals(path)) {
            sendPage(exchange, "text/html; charset=utf-8", page);
        } else if (MetricsPath.ROBOTS.equals(path)) {
            sendPage(exchange, PLAIN, "User-agent: *\nDisallow: /\n");
        } else {
            send(exchange, 404, PLAIN, "there is nothing here; the metrics are at " + metricsPath + "\n");
        }
    }

    /** Returns the path, or null where the JDK took the beginning of one for a host, which may be empty: //host/path. */
    private static @Nullable String path(URI target) {
        return target.toString().startsWith("//") ? null : target.getRawPath();
    }

    private void scrape(HttpExchange exchange) throws IOException {
        ScrapeRequest request = ScrapeRequest.builder()
                .method(exchange.getRequestMethod())
                .headers(name -> joined(exchange, name))
                .query(exchange.getRequestURI().getRawQuery())
                .build();
        try (ScrapeResponse response = begin(request)) {
            Headers headers = exchange.getResponseHeaders();
            response.headers().forEach(headers::set);
            if (request.method().equals("HEAD")) {
                sendWithoutBody(exchange, response.status());
            } else {
                sendHeaders(exchange, response.status(), CHUNKED);
                OutputStream body = body(exchange);
                response.writeTo(body);
                body.flush();
            }
        }
    }

    /** Some JDKs write the headers to the connection at once, and the client must take them. */
    private void sendHeaders(HttpExchange exchange, int status, long length) throws IOException {
        WatchedRequest request = watchdog.current();
        request.startsToSend();
        exchange.sendResponseHeaders(status, length);
        request.hasSent();
    }

    private OutputStream body(HttpExchange exchange) {
        return new ProgressStream(exchange.getResponseBody(), watchdog.current());
    }

    private void sendWithoutBody(HttpExchange exchange, int status) throws IOException {
        // Before the headers, with which the JDK closes such an exchange.
        readRest(exchange);
        exchange.sendResponseHeaders(status, NO_BODY);
    }

    private void readRest(HttpExchange exchange) throws IOException {
        watchdog.current().awaitsTheRest();
        exchange.getRequestBody().close();
    }

    /**
     * Begins a scrape. Where too many are under way, it waits, and the slowest of those clients that do not read their
     * answers has to leave; if all of them are quick, or too many wait, this one is refused.
     */
    private ScrapeResponse begin(ScrapeRequest request) {
        ScrapeResponse response = exposition.scrape(request);
        if (response.status() != BUSY || !waiting.tryAcquire()) {
            return response;
        }
        try {
            long start = System.nanoTime();
            while (response.status() == BUSY && System.nanoTime() - start < slotNanos) {
                watchdog.cutSlowestReader();
                LockSupport.parkNanos(PAUSE_NANOS);
                // Without closing the refusal, which holds nothing: only those that a client gets are counted.
                response = exposition.scrape(request);
            }
            return response;
        } finally {
            waiting.release();
        }
    }

    private void sendPage(HttpExchange exchange, String type, String text) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> send(exchange, 200, type, text);
            default -> {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, PLAIN, "only GET and HEAD are allowed here\n");
            }
        }
    }

    private void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'");
        if (exchange.getRequestMethod().equals("HEAD")) {
            sendWithoutBody(exchange, status);
        } else {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            sendHeaders(exchange, status, body.length);
            body(exchange).write(body);
        }
    }

    private static @Nullable String joined(HttpExchange exchange, String header) {
        List<String> lines = exchange.getRequestHeaders().get(header);
        return lines == null ? null : String.join(",", lines);
    }
}
