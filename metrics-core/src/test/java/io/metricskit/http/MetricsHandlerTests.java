package io.metricskit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.metricskit.BrokenLog;
import io.metricskit.LoggedLines;
import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.model.Descriptor;
import io.metricskit.model.MetricType;
import io.metricskit.model.PromptCollector;
import io.metricskit.model.SampleSink;
import io.metricskit.testkit.RawClient;
import io.metricskit.testkit.ScrapeClient;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricsHandlerTests {

    /** Clocks may tell the same time twice, but not so often. */
    private static final int READINGS = 1_000_000;

    private static final String FAILED = "A request to the metrics server failed";

    private final Workers workers = new Workers("test", Deadlines.DEFAULT);
    private final Registry registry = new Registry();

    /** What happens to an exchange before it is answered. */
    private interface Change {
        void make(HttpExchange exchange);
    }

    /** What is done with a port. */
    private interface Client {
        void use(int port) throws IOException;
    }

    /** Answers the requests of a client, as a server does, except for a change of each exchange. */
    private void serve(Change change, Client client) throws IOException {
        registry.counter("visits_total", "Visits.").inc();
        MetricsHandler handler = new MetricsHandler(
                Exposition.of(registry),
                new MetricsPath("/metrics"),
                null,
                workers.watchdog(),
                Deadlines.DEFAULT.slot());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            change.make(exchange);
            handler.handle(exchange);
        });
        server.setExecutor(workers);
        server.start();
        try {
            client.use(server.getAddress().getPort());
        } finally {
            server.stop(0);
            workers.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/", "/none"})
    void aClientIsWatchedWhileItTakesTheHeaders(String path) throws IOException {
        serve(
                exchange -> exchange.getResponseHeaders().put("Nanos-Sending", new NanosSending(workers.watchdog())),
                port -> assertThat(ScrapeClient.get(URI.create("http://127.0.0.1:" + port + path))
                                .headers()
                                .allValues("Nanos-Sending"))
                        .singleElement()
                        .satisfies(nanos -> assertThat(Long.parseLong(nanos)).isPositive()));
    }

    /** A collector that says whether the client has taken too long when it is asked. */
    private record Lateness(Watchdog watchdog) implements PromptCollector {

        @Override
        public Descriptor descriptor() {
            return new Descriptor("late", "1 if the client is to be cut.", MetricType.GAUGE);
        }

        @Override
        public void collect(SampleSink sink) {
            sink.sample(watchdog.current().isLate() ? 1 : 0);
        }
    }

    @Test
    void aClientThatHasSentItsRequestIsNotLateWhenTheMetricsAreCollected() throws IOException {
        registry.register(new Lateness(workers.watchdog()));

        serve(
                exchange -> {},
                port -> assertThat(ScrapeClient.scrape(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .value("late"))
                        .isZero());
    }

    /** Failures of a request, and of a log. */
    static Stream<Named<Runnable>> faults() {
        return Stream.of(
                Named.of("an exception", () -> {
                    throw new IllegalStateException("expected");
                }),
                Named.of("an error", () -> {
                    throw new AssertionError("expected");
                }),
                Named.of("a class that is missing", () -> {
                    throw new NoClassDefFoundError("expected");
                }),
                Named.of("the end of the memory", () -> {
                    throw new OutOfMemoryError("expected");
                }),
                Named.of("the end of the stack", MetricsHandlerTests::forever));
    }

    private static void forever() {
        forever();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void halfAnAnswerIsCutAlsoWhereTheLogIsBroken(Runnable fault) throws IOException {
        try (BrokenLog broken = new BrokenLog(fault)) {
            serve(exchange -> failHalfWay(exchange, fault), port -> {
                for (String path : List.of("/metrics", "/", "/none")) {
                    try (RawClient client = new RawClient(port).request("GET", path)) {
                        assertThat(client.answer().whole()).as(path).isFalse();
                    }
                }
            });

            assertThat(broken.warnings()).isEqualTo(3);
        }
    }

    private static void failHalfWay(HttpExchange exchange, Runnable fault) {
        exchange.setStreams(null, new FilterOutputStream(exchange.getResponseBody()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length / 2);
                out.flush();
                fault.run();
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"GET, /metrics", "HEAD, /metrics", "POST, /metrics", "GET, /", "HEAD, /", "POST, /", "GET, /none"})
    void aRequestThatFailsBeforeItsAnswerIsCutAndLogged(String method, String path) throws IOException {
        try (LoggedLines log = new LoggedLines()) {
            serve(MetricsHandlerTests::failAtTheHeaders, port -> {
                try (RawClient client = new RawClient(port).request(method, path)) {
                    assertThat(client.isCut()).isTrue();
                }
            });

            assertThat(log.warnings()).containsExactly(FAILED);
        }
    }

    private static void failAtTheHeaders(HttpExchange exchange) {
        List<String> none = new ArrayList<>();
        exchange.getResponseHeaders().put("Fails", none);
        // No header may be null, which the JDK has looked for already.
        none.add(null);
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
