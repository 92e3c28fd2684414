package io.metricskit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.testkit.ScrapeClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.AbstractList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricsHandlerTests {

    /** Clocks may tell the same time twice, but not so often. */
    private static final int READINGS = 1_000_000;

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/", "/none"})
    void aClientIsWatchedWhileItTakesTheHeaders(String path) throws IOException {
        try (Watchdog watchdog = new Watchdog(Deadlines.DEFAULT, Thread::new)) {
            MetricsHandler handler = new MetricsHandler(
                    Exposition.of(new Registry()),
                    new MetricsPath("/metrics"),
                    null,
                    watchdog,
                    Deadlines.DEFAULT.slot());
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/",
                    exchange -> watchdog.watch(() -> {
                        exchange.getResponseHeaders().put("Nanos-Sending", new NanosSending(watchdog));
                        handle(handler, exchange);
                    }));
            server.start();
            try {
                URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);

                assertThat(ScrapeClient.get(uri).headers().allValues("Nanos-Sending"))
                        .singleElement()
                        .satisfies(nanos -> assertThat(Long.parseLong(nanos)).isPositive());
            } finally {
                server.stop(0);
            }
        }
    }

    private static void handle(MetricsHandler handler, HttpExchange exchange) {
        try {
            handler.handle(exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A header whose value is read when it is sent: for how long the client has been let to take what is sent to it.
     */
    private static final class NanosSending extends AbstractList<String> {

        private final Watchdog watchdog;

        NanosSending(Watchdog watchdog) {
            this.watchdog = watchdog;
        }

        @Override
        public String get(int index) {
            long nanos = 0;
            for (int i = 0; i < READINGS && nanos == 0; i++) {
                nanos = watchdog.current().nanosSpentSending();
            }
            return String.valueOf(nanos);
        }

        @Override
        public int size() {
            return 1;
        }
    }
}
