package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import io.metricskit.exposition.EscapingScheme;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.exposition.NegotiatedFormat;
import io.metricskit.exposition.ScrapeRequest;
import io.metricskit.exposition.ScrapeResponse;
import io.metricskit.http.MetricsServer;
import io.metricskit.http.MetricsServlet;
import io.metricskit.jvm.JvmMetrics;
import io.metricskit.jvm.ProcessMetrics;
import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Exemplar;
import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.PromptCollector;
import io.metricskit.model.Quoted;
import io.metricskit.model.SampleSink;
import io.metricskit.model.Series;
import io.metricskit.model.Thresholds;
import io.metricskit.push.PushException;
import io.metricskit.push.Pusher;
import io.metricskit.testkit.ScrapeClient;
import io.metricskit.testkit.ServletContainer;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in the javadoc, word for word: {@link DocumentationTests} sees to that. */
final class ExamplesTests {

    private final Registry registry = new Registry();
    private final Repository repository = new Repository();

    private record Order(String id) {}

    @Test
    void registration() {
        registry.counter("orders_total", "Orders placed.");

        registry.registrations().forEach(registration -> System.out.println(registration.descriptor()));
    }

    private record OrderRequest(String item) {}

    private record Receipt(Order order) {}

    private static final class Repository {
        Order find(String id) {
            return new Order(id);
        }

        Order save(OrderRequest order) {
            return new Order(order.item());
        }
    }

    private static final class Bank {
        Receipt charge(Order order) throws IOException {
            return new Receipt(order);
        }

        Receipt refund(Order order) throws IOException {
            throw new IOException("no connection, no refund for " + order);
        }
    }

    /** What carries the annotations; core alone does not read them. */
    private static final class Shop {
        private final Repository repository = new Repository();
        private final Bank bank = new Bank();
        private final OrderRequest basket = new OrderRequest("book");

        @CountExceptions(name = "payment_failures_total", help = "Payments that failed.", include = IOException.class)
        public Receipt pay(Order order) throws IOException {
            return bank.charge(order);
        }

        @CountExceptions(name = "io_failures_total", help = "Failed I/O.", include = IOException.class)
        @CountExceptions(name = "other_failures_total", help = "Other failures.", exclude = IOException.class)
        public Receipt refund(Order order) throws IOException {
            return bank.refund(order);
        }

        @Timed(name = "checkout_seconds", help = "Time to check out.")
        @Timed(
                name = "checkout_duration_seconds",
                help = "Time to check out.",
                buckets = {0.1, 0.5, 1, 5})
        public void checkout() {
            repository.save(basket);
        }

        @Timed(name = "order_processing_seconds", help = "Time to place an order.", labels = "item=#order.item")
        public Order place(OrderRequest order) {
            return repository.save(order);
        }
    }

    private static final class Warehouse {
        private final Repository repository = new Repository();
        private final OrderRequest basket = new OrderRequest("book");

        @InProgress(name = "checkouts_in_progress", help = "Checkouts.")
        @InProgress(name = "saves_in_progress", help = "Writes to the repository.")
        public void checkout() {
            repository.save(basket);
        }

        @InProgress(name = "orders_in_progress", help = "Orders being placed.")
        public Order place(OrderRequest order) {
            return repository.save(order);
        }
    }

    @Test
    void annotatedMethodsWithoutSpring() throws Exception {
        Shop shop = new Shop();
        Warehouse warehouse = new Warehouse();
        shop.checkout();
        warehouse.checkout();

        assertThat(shop.place(new OrderRequest("book"))).isEqualTo(warehouse.place(new OrderRequest("book")));
        assertThat(shop.pay(new Order("1")).order()).isEqualTo(new Order("1"));
        assertThat(Shop.class
                        .getMethod("checkout")
                        .getAnnotation(Timed.List.class)
                        .value())
                .hasSize(2);
        assertThat(Warehouse.class
                        .getMethod("checkout")
                        .getAnnotation(InProgress.List.class)
                        .value())
                .hasSize(2);
        assertThat(Shop.class
                        .getMethod("refund", Order.class)
                        .getAnnotation(CountExceptions.List.class)
                        .value())
                .hasSize(2);
    }

    @Test
    void counter() {
        Counter uploads = Counter.builder("file_uploads_total")
                .help("File total uploads.")
                .register(registry);
        uploads.inc(Labels.of("type", "png"));
        uploads.labels("type", "png").add(5);

        assertThat(uploads.get(Labels.of("type", "png"))).isEqualTo(6);
    }

    @Test
    void counterChild() {
        Counter uploads = registry.counter("file_uploads_total", "File total uploads.");

        Counter.Child pngs = uploads.labels("type", "png");
        pngs.inc();

        assertThat(uploads.get(Labels.of("type", "png"))).isEqualTo(1);
    }

    @Test
    void metric() {
        Counter counter = registry.counter("file_uploads_total", "File total uploads.");

        Counter.Child uploads = counter.labels("type", "png");
        uploads.inc();

        assertThat(counter.get(Labels.of("type", "png"))).isEqualTo(1);
    }

    @Test
    void counterBuilder() {
        Counter events = Counter.builder("events_total")
                .help("Number of events.")
                .labelNames("kind")
                .register(registry);

        events.labelValues("timer_expiry").inc();
        assertThat(events.get(Labels.of("kind", "timer_expiry"))).isEqualTo(1);
    }

    @Test
    void metricBuilder() {
        String host = "localhost";

        Counter events = Counter.builder("events_total")
                .help("Number of events.")
                .constLabels(Labels.of("host", host))
                .labelNames("kind")
                .maxSeries(500)
                .register(registry);

        assertThat(registry.get("events_total")).isSameAs(events);
    }

    @Test
    void gauge() {
        Gauge ram = Gauge.builder("memory_usage_bytes")
                .help("Memory usage in bytes.")
                .register(registry);
        ram.set(Labels.of("type", "virtual"), 100);
        ram.add(Labels.of("type", "virtual"), 5);

        assertThat(ram.get(Labels.of("type", "virtual"))).isEqualTo(105);
    }

    @Test
    void gaugeChild() {
        Gauge ram = registry.gauge("memory_usage_bytes", "Memory usage in bytes.");

        Gauge.Child swap = ram.labels("type", "swap");
        swap.set(100.1);

        assertThat(ram.get(Labels.of("type", "swap"))).isEqualTo(100.1);
    }

    @Test
    void callback() {
        Queue<Order> queue = new ArrayDeque<>(List.of(new Order("1"), new Order("2")));

        Collector size = Gauge.builder("queue_size")
                .help("Orders that wait.")
                .callback(queue::size)
                .register(registry);

        assertThat(registry.get("queue_size")).isSameAs(size);
        assertThat(exposed().value("queue_size")).isEqualTo(2);
    }

    @Test
    void summary() {
        Summary access =
                Summary.builder("http_access_seconds").help("HTTP access time.").register(registry);
        access.observe(Labels.of("path", "/static"), 3.142);
        double median = access.get(Labels.of("path", "/static")).quantile(0.5);

        assertThat(median).isEqualTo(3.142);
    }

    @Test
    void summaryChildAndValue() {
        Summary access = registry.summary("http_access_seconds", "HTTP access time.");
        access.observe(Labels.of("path", "/static"), 2);

        Summary.Child home = access.labels("path", "/");
        home.observe(0.2);

        Summary.Value value = access.get(Labels.of("path", "/static"));
        double mean = value.sum() / value.count();

        assertThat(mean).isEqualTo(2);
        assertThat(home.get().sum()).isEqualTo(0.2);
    }

    @Test
    void summaryBuilder() {
        Summary access = Summary.builder("http_access_seconds")
                .help("HTTP access time.")
                .quantiles(Quantile.of(0.5, 0.05), Quantile.of(0.99, 0.001))
                .maxAge(Duration.ofMinutes(10))
                .register(registry);

        access.observe(1);
        assertThat(access.get().quantile(0.99)).isEqualTo(1);
    }

    @Test
    void quantile() {
        Summary access = Summary.builder("http_access_seconds")
                .help("Time to serve a request.")
                .quantiles(Quantile.of(0.5, 0.05), Quantile.of(0.99))
                .register(registry);

        access.observe(1);
        assertThat(access.get().quantile(0.99)).isEqualTo(1);
    }

    @Test
    void histogram() {
        Histogram latency = Histogram.builder("request_latency_seconds")
                .help("Latency of requests.")
                .buckets(0.1, 0.5, 1, 5)
                .register(registry);
        latency.observe(Labels.of("path", "/static"), 0.2);

        Histogram.Child home = latency.labels("path", "/");
        home.observe(0.2);

        Histogram.Value value = latency.get(Labels.of("path", "/static"));
        long fast = value.bucket(0.5);

        assertThat(fast).isEqualTo(1);
        assertThat(home.get().bucket(0.1)).isZero();
    }

    @Test
    void buckets() {
        Histogram sizes = Histogram.builder("upload_bytes")
                .help("Size of uploads.")
                .buckets(Buckets.exponential(1024, 4, 6))
                .register(registry);

        assertThat(sizes.get().upperBounds()).hasSize(7).contains(4096);
    }

    @Test
    void timer() {
        Histogram latency = registry.histogram("request_latency_seconds", "Latency of requests.");

        try (Timer timer = latency.labels("path", "/").startTimer()) {
            work();
        }

        assertThat(latency.get(Labels.of("path", "/")).count()).isEqualTo(1);
    }

    private void work() {
        repository.find("1");
    }

    @Test
    void observer(@TempDir Path directory) throws IOException {
        Summary latency = registry.summary("request_latency_seconds", "Latency of requests.");
        String id = "1";
        Path path = Files.writeString(directory.resolve("page"), "a page");

        Order order = latency.time(() -> repository.find(id));
        String page = latency.time(() -> Files.readString(path));
        latency.time(() -> Files.delete(path));

        assertThat(order).isEqualTo(new Order("1"));
        assertThat(page).isEqualTo("a page");
        assertThat(path).doesNotExist();
        assertThat(latency.get().count()).isEqualTo(3);
    }

    @Test
    void callTracker() {
        Gauge inProgress = registry.gauge("finds_in_progress", "Look-ups.");
        String id = "1";

        Order order = inProgress.track(() -> repository.find(id));

        assertThat(order).isEqualTo(new Order("1"));
        assertThat(inProgress.get()).isZero();
    }

    @Test
    void failureCounter() {
        Counter failures = registry.counter("find_failures_total", "Failed look-ups.");
        String id = "1";

        Order order = failures.countExceptions(() -> repository.find(id));

        assertThat(order).isEqualTo(new Order("1"));
        assertThat(failures.get()).isZero();
    }

    @Test
    void registry() {
        Registry registry = new Registry();
        Counter orders = registry.counter("orders_total", "Orders placed.", "status");

        assertThat(registry.get("orders_total")).isSameAs(orders);
    }

    @Test
    void registryBuilder() {
        Registry registry =
                Registry.builder().constLabels(Labels.of("application", "shop")).build();

        assertThat(registry.constLabels()).isEqualTo(Labels.of("application", "shop"));
    }

    @Test
    void metricConflictException() {
        Collector collector = registry.counter("orders_total", "Orders placed.");
        PrintStream console = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true));

        try {
            registry.register(collector);
        } catch (MetricConflictException e) {
            System.err.println(e.metricName() + ": " + e.getMessage());
        } finally {
            System.setErr(console);
        }

        assertThat(printed.toString()).startsWith("orders_total: the registry already has");
    }

    @Test
    void labels() {
        Counter requests = registry.counter("requests_total", "Requests.");

        Labels labels = Labels.of("method", "GET", "path", "/orders");
        requests.inc(labels);

        assertThat(requests.get(labels)).isEqualTo(1);
    }

    @Test
    void labelNames() {
        LabelNames names = LabelNames.of("method", "status");

        assertThat(names.toList()).containsExactly("method", "status");
    }

    @Test
    void descriptor() {
        Descriptor descriptor = new Descriptor("queue_size", "Orders that wait.", MetricType.GAUGE);

        assertThat(descriptor.unit()).isEmpty();
    }

    @Test
    void metricType() {
        Counter counter = registry.counter("orders_total", "Orders placed.");

        MetricType type = counter.descriptor().type();
        boolean rate = type == MetricType.COUNTER;

        assertThat(rate).isTrue();
    }

    @Test
    void series() {
        Series series = Series.of(Labels.of("pool", "a"));

        assertThat(series.labels()).isEqualTo(Labels.of("pool", "a"));
    }

    @Test
    void thresholds() {
        Thresholds bounds = Thresholds.upperBounds(0.1, 0.5, 1);

        assertThat(bounds.size()).isEqualTo(4);
    }

    @Test
    void quoted() {
        String name = "a\nb";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    throw new IllegalArgumentException("no pool is named " + Quoted.of(name));
                })
                .withMessage("no pool is named 'a\\nb'");
    }

    @Test
    void exemplar() {
        Exemplar exemplar = new Exemplar(Labels.of("trace_id", "4bf92f3577b34da6"), 0.47, System.currentTimeMillis());

        assertThat(exemplar).asString().startsWith("{trace_id=\"4bf92f3577b34da6\"} 0.47 ");
    }

    @Test
    void collector() {
        final class PoolCollector implements Collector {
            public Descriptor descriptor() {
                return new Descriptor("pool_size", "Connections in the pool.", MetricType.GAUGE);
            }

            public void collect(SampleSink sink) {
                sink.sample(Labels.of("pool", "a"), 3);
            }
        }
        registry.register(new PoolCollector());

        assertThat(exposed().value("pool_size", "pool", "a")).isEqualTo(3);
    }

    @Test
    void sampleSink() {
        Gauge.builder("pool_size")
                .help("Connections.")
                .collect(sink -> {
                    sink.sample(Labels.of("pool", "a"), 3);
                    sink.sample(Labels.of("pool", "b"), 5);
                })
                .register(registry);

        assertThat(exposed().value("pool_size", "pool", "b")).isEqualTo(5);
    }

    private TextExposition exposed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Exposition.of(registry).write(ExpositionFormat.TEXT, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return TextExposition.checked(out.toByteArray());
    }

    @Test
    void exposition() throws IOException {
        registry.gauge("queue_size", "Orders that wait.");
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true));

        try {
            Exposition exposition = Exposition.of(registry);
            exposition.write(ExpositionFormat.TEXT, System.out);
        } finally {
            System.setOut(console);
        }

        assertThat(TextExposition.checked(printed.toByteArray()).value("queue_size"))
                .isZero();
    }

    @Test
    void formats() throws IOException {
        registry.gauge("queue_size", "Orders that wait.");
        Exposition exposition = Exposition.of(registry);
        String accept = "text/plain;version=0.0.4";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exposition.write(ExpositionFormat.TEXT, out);
        byte[] text = out.toByteArray();
        out.reset();

        NegotiatedFormat format = ExpositionFormat.negotiate(accept);
        exposition.write(format, out);
        EscapingScheme scheme = ExpositionFormat.negotiate(accept).escaping();
        String name = scheme.metricName("queue.size");

        assertThat(out.toByteArray()).isEqualTo(text);
        assertThat(scheme).isEqualTo(EscapingScheme.UNDERSCORES);
        assertThat(name).isEqualTo("queue_size");
    }

    @Test
    void scrapeRequests() {
        String accept = "text/plain";
        String acceptEncoding = "gzip";
        assertThat(named(accept, acceptEncoding).names()).containsExactly("orders_total");
        assertThat(head(accept).method()).isEqualTo("HEAD");
    }

    private static ScrapeRequest named(String accept, String acceptEncoding) {
        ScrapeRequest request = ScrapeRequest.of(accept, acceptEncoding, List.of("orders_total"));
        return request;
    }

    private static ScrapeRequest head(String accept) {
        ScrapeRequest request =
                ScrapeRequest.builder().method("HEAD").accept(accept).build();
        return request;
    }

    @Test
    void scrapeResponse() throws IOException {
        registry.gauge("queue_size", "Orders that wait.").set(3);
        Exposition exposition = Exposition.of(registry);
        ScrapeRequest request = ScrapeRequest.builder().build();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            try (ScrapeResponse response = exposition.scrape(request)) {
                response.headers().forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(response.status(), request.method().equals("HEAD") ? -1 : 0);
                response.writeTo(exchange.getResponseBody());
            }
            exchange.getResponseBody().close();
        });
        server.start();
        try {
            URI metrics = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");

            assertThat(ScrapeClient.scrape(metrics).value("queue_size")).isEqualTo(3);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void metricsServlet() throws Exception {
        registry.counter("orders_total", "Orders.").inc();
        try (ServletContainer container = ServletContainer.start("", servletContext -> {
            servletContext
                    .addServlet("metrics", new MetricsServlet(Exposition.of(registry)))
                    .addMapping("/metrics");
        })) {
            URI metrics = URI.create("http://127.0.0.1:" + container.port() + "/metrics");

            assertThat(ScrapeClient.scrape(metrics).value("orders_total")).isEqualTo(1);
        }
    }

    @Test
    void promptCollector() {
        record Uptime(long startNanos) implements PromptCollector {
            public Descriptor descriptor() {
                return new Descriptor("uptime_seconds", "Time since the start.", MetricType.GAUGE);
            }

            public void collect(SampleSink sink) {
                sink.sample((System.nanoTime() - startNanos) / 1e9);
            }
        }

        registry.register(new Uptime(System.nanoTime()));

        assertThat(exposed().value("uptime_seconds")).isNotNegative();
    }

    @Test
    void metricsServer() throws Exception {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true));

        try {
            try (MetricsServer server =
                    MetricsServer.builder().registry(registry).port(0).start()) {
                System.out.println("Serving prometheus metrics on: " + server.metricsUrl());
                work();
            }
        } finally {
            System.setOut(console);
        }

        assertThat(printed.toString())
                .matches("Serving prometheus metrics on: http://127\\.0\\.0\\.1:[0-9]+/metrics\\R");
    }

    @Test
    void metricsServerBuilder() throws Exception {
        try (MetricsServer server = protectedServer("geheim")) {
            assertThat(ScrapeClient.get(URI.create(server.metricsUrl())).statusCode())
                    .isEqualTo(401);
        } catch (BindException e) {
            assertThat(e).hasMessageContaining("0.0.0.0:9464");
        }
    }

    private MetricsServer protectedServer(String password) throws IOException {
        MetricsServer server = MetricsServer.builder()
                .registry(registry)
                .address("0.0.0.0")
                .port(9464)
                .basicAuth("prometheus", password)
                .start();
        return server;
    }

    @Test
    void pusher() {
        assertThatThrownBy(() -> {
                    Pusher pusher = Pusher.builder("nightly-import", "http://127.0.0.1:9091")
                            .groupingKey("instance", "import-1")
                            .build();
                    pusher.replace(registry);
                    throw new IOException("a Pushgateway happens to run here");
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void pusherBuilder() {
        assertThat(protectedPusher("geheim"))
                .hasToString("pusher to https://push.example.org/gateway/metrics/job/nightly-import");
    }

    private static Pusher protectedPusher(String password) {
        Pusher pusher = Pusher.builder("nightly-import", "https://push.example.org/gateway")
                .basicAuth("import", password)
                .timeout(Duration.ofSeconds(3))
                .gzip(true)
                .build();
        return pusher;
    }

    @Test
    void pushException() throws Exception {
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            exchange.sendResponseHeaders(400, -1);
            exchange.close();
        });
        gateway.start();
        try {
            Pusher pusher = Pusher.builder(
                            "job", "http://127.0.0.1:" + gateway.getAddress().getPort())
                    .build();
            try {
                pusher.replace(registry);
            } catch (PushException e) {
                log("refused with " + e.status() + ": " + e.body());
            }
            assertThat(logged).isEqualTo("refused with 400: ");
        } finally {
            gateway.stop(0);
        }
    }

    private String logged = "";

    private void log(String line) {
        logged = line;
    }

    @Test
    void jvmAndProcessMetrics() {
        JvmMetrics.register(registry);
        ProcessMetrics.register(registry);

        assertThat(exposed().familyNames()).contains("jvm_threads_current", "process_start_time_seconds");
    }
}
