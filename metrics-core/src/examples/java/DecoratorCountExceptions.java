import io.metricskit.Counter;
import io.metricskit.http.MetricsServer;
import io.metricskit.model.Labels;
import java.util.concurrent.ThreadLocalRandom;

/** Counts the exceptions that leave a method, which go on to the caller. Argument: the port; 8000 by default. */
public final class DecoratorCountExceptions {

    private static final Counter.Child FAILURES = Counter.builder("request_handler_exceptions_total")
            .help("Number of exceptions in requests.")
            .register()
            .labels(Labels.of("route", "/"));

    public static void main(String[] arguments) throws Exception {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8000;
        try (MetricsServer server = MetricsServer.builder().port(port).start()) {
            System.out.println("Serving prometheus metrics on: " + server.metricsUrl());
            while (true) {
                try {
                    FAILURES.countExceptions(
                            () -> handleRequest(ThreadLocalRandom.current().nextInt(200)));
                } catch (IllegalStateException e) {
                    System.out.println("Request failed: " + e.getMessage());
                }
            }
        }
    }

    private static void handleRequest(int millis) throws InterruptedException {
        if (millis % 3 == 0) {
            throw new IllegalStateException(millis + " ms is a multiple of 3");
        }
        Thread.sleep(millis);
    }
}
