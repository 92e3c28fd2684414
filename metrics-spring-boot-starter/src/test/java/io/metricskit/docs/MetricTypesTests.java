package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.Buckets;
import io.metricskit.Counter;
import io.metricskit.Gauge;
import io.metricskit.Histogram;
import io.metricskit.Quantile;
import io.metricskit.Registry;
import io.metricskit.Summary;
import io.metricskit.Timer;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.SampleSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The code of docs/metric-types.md. */
final class MetricTypesTests {

    private final Registry registry = new Registry();
    private final Queue<String> queue = new ArrayDeque<>();
    private final Pool pool = () -> 4;

    private interface Pool {
        long timeouts();
    }

    @Test
    void metricsAreBuiltOrAskedFor() {
        Counter uploads = Counter.builder("file_uploads_total")
                .help("File total uploads.")
                .register();
        Counter orders = registry.counter("orders_total", "Orders placed.", "status");

        assertThat(registry.counter("orders_total", "Orders placed.", "status")).isSameAs(orders);
        assertThat(Registry.defaultRegistry().get("file_uploads_total")).isSameAs(uploads);
        Registry.defaultRegistry().unregister("file_uploads_total");
    }

    @Test
    void aRecordingMayLeadToItsTrace() {
        Counter payments = registry.counter("payments_total", "Payments.");
        Histogram seconds = registry.histogram("payment_seconds", "Time to pay.");
        payments.incWithExemplar(Labels.of("trace_id", "4bf92f3577b34da6"));
        seconds.observeWithExemplar(0.47, Labels.of("trace_id", "4bf92f3577b34da6"));
        Registry traced = Registry.builder()
                .exemplars(() -> Labels.of("trace_id", currentTraceId()))
                .build();
        traced.counter("payments_total", "Payments.").inc();

        String line = """
                payments_total 1 # {trace_id="4bf92f3577b34da6"} 1 1795550400.123
                """;
        String withoutTime = line.substring(0, line.lastIndexOf(' '));
        assertThat(openMetrics(registry)).contains("\n" + withoutTime);
        assertThat(openMetrics(traced)).contains("\n" + withoutTime);
    }

    private static String currentTraceId() {
        return "4bf92f3577b34da6";
    }

    private static String openMetrics(Registry registry) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Exposition.of(registry).write(ExpositionFormat.OPENMETRICS, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aCounterGoesUp() {
        Counter uploads = Counter.builder("file_uploads_total")
                .help("File total uploads.")
                .register(registry);
        uploads.inc(Labels.of("type", "png"));
        uploads.add(Labels.of("type", "png"), 5);

        assertThat(Exposed.text(registry)).isEqualTo("""
                # HELP file_uploads_total File total uploads.
                # TYPE file_uploads_total counter
                file_uploads_total{type="png"} 6
                """);
    }

    @Test
    void aCounterMayHaveACallback() {
        Counter.builder("pool_timeouts_total")
                .help("Timeouts of the pool.")
                .callback(pool::timeouts)
                .register(registry);

        assertThat(Exposed.text(registry)).contains("pool_timeouts_total 4\n");
    }

    @Test
    void aGaugeGoesUpAndDown() {
        Gauge ram = Gauge.builder("memory_usage_bytes")
                .help("Memory usage in bytes.")
                .register(registry);
        ram.set(Labels.of("type", "virtual"), 100);
        ram.inc(Labels.of("type", "virtual"));
        ram.dec(Labels.of("type", "virtual"));
        ram.add(Labels.of("type", "virtual"), 5);
        ram.sub(Labels.of("type", "virtual"), -5);

        assertThat(Exposed.text(registry)).isEqualTo("""
                # HELP memory_usage_bytes Memory usage in bytes.
                # TYPE memory_usage_bytes gauge
                memory_usage_bytes{type="virtual"} 110
                """);
    }

    @Test
    void aGaugeMayHaveACallback() {
        Gauge.builder("queue_size")
                .help("Orders that wait.")
                .callback(queue::size)
                .register(registry);
        Gauge.builder("pool_size")
                .help("Connections, by pool.")
                .collect(sink -> {
                    sink.sample(Labels.of("pool", "a"), 3);
                    sink.sample(Labels.of("pool", "b"), 5);
                })
                .register(registry);

        assertThat(Exposed.text(registry))
                .contains("queue_size 0\n")
                .contains("pool_size{pool=\"a\"} 3\npool_size{pool=\"b\"} 5\n");
    }

    @Test
    void aSummaryHasQuantiles() {
        Summary access =
                Summary.builder("http_access_seconds").help("HTTP access time.").register(registry);
        access.observe(Labels.of("path", "/static"), 3.142);

        assertThat(Exposed.text(registry)).isEqualTo("""
                # HELP http_access_seconds HTTP access time.
                # TYPE http_access_seconds summary
                http_access_seconds{path="/static",quantile="0.5"} 3.142
                http_access_seconds{path="/static",quantile="0.9"} 3.142
                http_access_seconds{path="/static",quantile="0.99"} 3.142
                http_access_seconds_sum{path="/static"} 3.142
                http_access_seconds_count{path="/static"} 1
                """);
    }

    @Test
    void theQuantilesOfASummaryCanBeChosen() {
        Summary pages = Summary.builder("page_seconds")
                .help("Time to serve a page.")
                .quantiles(Quantile.of(0.5, 0.05), Quantile.of(0.99, 0.001))
                .maxAge(Duration.ofMinutes(5))
                .register(registry);
        assertThat(pages.get().quantile(0.99)).isNaN();
        pages.observe(1);

        assertThat(pages.get().quantile(0.99)).isEqualTo(1);
    }

    @Test
    void aHistogramHasBuckets() {
        Histogram latency = Histogram.builder("request_latency_seconds")
                .help("Latency of requests.")
                .buckets(0.1, 0.5, 1, 5)
                .register(registry);
        latency.observe(Labels.of("path", "/static"), 0.2);

        assertThat(Exposed.text(registry)).isEqualTo("""
                # HELP request_latency_seconds Latency of requests.
                # TYPE request_latency_seconds histogram
                request_latency_seconds_bucket{path="/static",le="0.1"} 0
                request_latency_seconds_bucket{path="/static",le="0.5"} 1
                request_latency_seconds_bucket{path="/static",le="1.0"} 1
                request_latency_seconds_bucket{path="/static",le="5.0"} 1
                request_latency_seconds_bucket{path="/static",le="+Inf"} 1
                request_latency_seconds_sum{path="/static"} 0.2
                request_latency_seconds_count{path="/static"} 1
                """);
    }

    @Test
    void bucketsMayBeASeries() {
        double[] even = Buckets.linear(0.1, 0.1, 3); // 0.1, 0.2, 0.3
        double[] doubling = Buckets.exponential(1, 2, 5); // 1, 2, 4, 8, 16

        assertThat(even).containsExactly(0.1, 0.2, 0.3);
        assertThat(doubling).containsExactly(1, 2, 4, 8, 16);
    }

    @Test
    void callsAreMeasured() {
        Histogram latency = registry.histogram("render_seconds", "Time to render.");
        Gauge inProgress = registry.gauge("renders_in_progress", "Pages being rendered.");
        Counter failures = registry.counter("render_failures_total", "Pages that failed.");

        try (Timer timer = latency.labels("path", "/").startTimer()) {
            handle();
        }
        String page = latency.time(() -> render("/"));
        String tracked = inProgress.track(() -> render("/"));
        String counted = failures.countExceptions(() -> render("/"));

        assertThat(page).isEqualTo(tracked).isEqualTo(counted);
        assertThat(latency.get().count()).isEqualTo(1);
        assertThat(latency.get(Labels.of("path", "/")).count()).isEqualTo(1);
    }

    @Test
    void aRegistryKeepsMetricsByName() {
        Counter orders = registry.counter("orders_total", "Orders placed.", "status");
        Histogram sizes = registry.getOrRegister(Histogram.builder("response_bytes")
                .help("Size of responses.")
                .unit("bytes")
                .labelNames("path")
                .maxSeries(100)
                .buckets(Buckets.exponential(256, 4, 6)));

        Counter found = (Counter) registry.get("orders_total");
        registry.registrations()
                .forEach(registration ->
                        System.out.println(registration.descriptor().name()));
        boolean wasThere = registry.unregister("orders_total");

        assertThat(found).isSameAs(orders);
        assertThat(wasThere).isTrue();
        assertThat(registry.collectors()).containsExactly(sizes);
        found.labelValues("paid").inc();
        assertThat(found.get(Labels.of("status", "paid"))).isEqualTo(1);
        registry.clear();
        assertThatThrownBy(() -> registry.get("response_bytes")).isInstanceOf(NoSuchElementException.class);
    }

    final class AppInfo implements Collector {

        @Override
        public Descriptor descriptor() {
            return new Descriptor("app_info", "What this application is.", MetricType.INFO);
        }

        @Override
        public void collect(SampleSink sink) {
            sink.sample(Labels.of("version", "1.4.2"), 1);
        }
    }

    @Test
    void aCollectorOfYourOwnMayBeAnInfo() {
        registry.register(new AppInfo());

        assertThat(Exposed.text(registry)).isEqualTo("""
                # HELP app_info What this application is.
                # TYPE app_info gauge
                app_info{version="1.4.2"} 1
                """);
        assertThat(openMetrics(registry)).contains("# TYPE app info\n");
    }

    @Test
    void asynchronousCallsAreMeasured() {
        Histogram latency = registry.histogram("render_seconds", "Time to render.");

        CompletableFuture<String> later = latency.timeAsync(() -> renderLater("/"));

        assertThat(latency.get().count()).isZero();
        later.complete("page");
        assertThat(latency.get().count()).isEqualTo(1);
    }

    private void handle() {
        queue.clear();
    }

    private static String render(String path) {
        return "page " + path;
    }

    private static CompletableFuture<String> renderLater(String path) {
        return new CompletableFuture<>();
    }
}
