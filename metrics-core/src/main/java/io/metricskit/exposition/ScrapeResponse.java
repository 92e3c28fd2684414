package io.metricskit.exposition;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The answer to a scrape: status and headers at once, and a body that is collected while it is written.
 *
 * <pre>{@code
 * try (ScrapeResponse response = exposition.scrape(request)) {
 *     response.headers().forEach(exchange.getResponseHeaders()::set);
 *     exchange.sendResponseHeaders(response.status(), request.method().equals("HEAD") ? -1 : 0);
 *     response.writeTo(exchange.getResponseBody());
 * }
 * exchange.getResponseBody().close();
 * }</pre>
 *
 * <p>The answer to a GET takes one of the exposition's scrape slots and gives it back when it is closed. It is used by
 * one thread.
 */
public final class ScrapeResponse implements AutoCloseable {

    /** Writes a body. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    private final int status;
    private final Map<String, String> headers;
    private final Body body;
    private final Runnable atClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    ScrapeResponse(int status, Map<String, String> headers, Body body, Runnable atClose) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.atClose = atClose;
    }

    /**
     * Returns the HTTP status: 200, 400 for a query with a malformed escape or too many names, 405 for a method other
     * than GET and HEAD, or 503 when all slots are taken.
     */
    public int status() {
        return status;
    }

    /** Returns the headers in the order to send them; there is no Content-Length, since the body is streamed. */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * Collects and writes the body, which is empty for HEAD; to be called at most once.
     *
     * @param out where to write; neither flushed nor closed
     * @throws IOException if writing fails; the body is then incomplete
     * @throws IllegalStateException if the response is closed
     */
    public void writeTo(OutputStream out) throws IOException {
        if (closed.get()) {
            throw new IllegalStateException("the response to a scrape was closed before its body was written");
        }
        body.writeTo(out);
    }

    /** Gives the scrape slot back; later calls do nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            atClose.run();
        }
    }
}
