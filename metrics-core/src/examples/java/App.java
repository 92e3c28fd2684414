import io.metricskit.Counter;
import io.metricskit.Gauge;
import io.metricskit.Histogram;
import io.metricskit.Registry;
import io.metricskit.Summary;
import io.metricskit.http.MetricsServer;
import io.metricskit.jvm.JvmMetrics;
import io.metricskit.jvm.ProcessMetrics;
import io.metricskit.model.Labels;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A program that runs for long without a web server: it pretends to handle requests, and shows them, the JVM, its
 * process and the machine. Argument: the port; 8000 by default.
 */
public final class App {

    private final Registry registry = Registry.builder()
            .constLabels(Labels.of("host", hostName(), "app", "example"))
            .build();

    private final Counter requests = registry.counter("requests_total", "Number of requests.", "path");

    private final Summary latency = Summary.builder("request_processing_seconds")
            .help("Time to handle a request.")
            .labelNames("path")
            .register(registry);

    private final Histogram sizes = Histogram.builder("response_bytes")
            .help("Size of responses.")
            .labelNames("path")
            .buckets(1_000, 10_000, 100_000)
            .register(registry);

    public static void main(String[] arguments) throws Exception {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8000;
        new App().run(port);
    }

    private void run(int port) throws Exception {
        JvmMetrics.register(registry);
        ProcessMetrics.register(registry);
        Gauge.builder("machine_load_average")
                .help("Load average of the machine over a minute.")
                .callback(() -> ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage())
                .register(registry);

        try (MetricsServer server =
                MetricsServer.builder().registry(registry).port(port).start()) {
            System.out.println("Serving prometheus metrics on: " + server.metricsUrl());
            while (true) {
                handle(ThreadLocalRandom.current().nextInt(4) == 0 ? "/login" : "/orders");
            }
        }
    }

    private void handle(String path) throws InterruptedException {
        requests.labelValues(path).inc();
        int bytes = ThreadLocalRandom.current().nextInt(200_000);
        latency.labelValues(path).time(() -> Thread.sleep(bytes / 1000));
        sizes.labelValues(path).observe(bytes);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
