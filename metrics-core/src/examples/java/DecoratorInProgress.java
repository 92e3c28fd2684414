import io.metricskit.Gauge;
import io.metricskit.http.MetricsServer;
import io.metricskit.model.Labels;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** Tracks how many requests are in progress in four threads. Argument: the port; 8000 by default. */
public final class DecoratorInProgress {

    private static final Gauge.Child REQUESTS = Gauge.builder("request_in_progress")
            .help("Number of requests in progress.")
            .register()
            .labels(Labels.of("route", "/"));

    public static void main(String[] arguments) throws Exception {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8000;
        ExecutorService workers = Executors.newFixedThreadPool(4);
        try (MetricsServer server = MetricsServer.builder().port(port).start()) {
            System.out.println("Serving prometheus metrics on: " + server.metricsUrl());
            while (true) {
                int millis = ThreadLocalRandom.current().nextInt(2000);
                workers.submit(() -> REQUESTS.track(() -> handleRequest(millis)));
                Thread.sleep(500);
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private static String handleRequest(int millis) throws InterruptedException {
        Thread.sleep(millis);
        return "handled in " + millis + " ms";
    }
}
