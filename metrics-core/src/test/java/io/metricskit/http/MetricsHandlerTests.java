package io.metricskit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricsHandlerTests {

    /** Clocks may tell the same time twice, but not so often. */
    private static final int READINGS = 1_000_000;

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/", "/none"})
    void aClientIsWatchedWhileItTakesTheHeaders(String path) {
        try (Watchdog watchdog = new Watchdog(Deadlines.DEFAULT, Thread::new)) {
            MetricsHandler handler =
                    new MetricsHandler(Exposition.of(new Registry()), new MetricsPath("/metrics"), null, watchdog);
            Request request = new Request(path, watchdog);

            watchdog.watch(() -> {
                try {
                    handler.handle(request);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            assertThat(request.nanosTakingHeaders).isPositive();
        }
    }

    /** A GET that reads how long its client has been watched while the headers are sent. */
    private static final class Request extends HttpExchange {

        private final String path;
        private final Watchdog watchdog;
        private final Headers requestHeaders = new Headers();
        private final Headers responseHeaders = new Headers();
        private final OutputStream body = new ByteArrayOutputStream();
        private long nanosTakingHeaders;

        Request(String path, Watchdog watchdog) {
            this.path = path;
            this.watchdog = watchdog;
        }

        @Override
        public void sendResponseHeaders(int status, long length) {
            for (int i = 0; i < READINGS && nanosTakingHeaders == 0; i++) {
                nanosTakingHeaders = watchdog.current().nanosSpentSending();
            }
        }

        @Override
        public Headers getRequestHeaders() {
            return requestHeaders;
        }

        @Override
        public Headers getResponseHeaders() {
            return responseHeaders;
        }

        @Override
        public URI getRequestURI() {
            return URI.create(path);
        }

        @Override
        public String getRequestMethod() {
            return "GET";
        }

        @Override
        public OutputStream getResponseBody() {
            return body;
        }

        @Override
        public InputStream getRequestBody() {
            return InputStream.nullInputStream();
        }

        @Override
        public void close() {}

        @Override
        public HttpContext getHttpContext() {
            throw new UnsupportedOperationException();
        }

        @Override
        public InetSocketAddress getRemoteAddress() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getResponseCode() {
            throw new UnsupportedOperationException();
        }

        @Override
        public InetSocketAddress getLocalAddress() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getProtocol() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object getAttribute(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setAttribute(String name, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setStreams(InputStream in, OutputStream out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public HttpPrincipal getPrincipal() {
            throw new UnsupportedOperationException();
        }
    }
}
