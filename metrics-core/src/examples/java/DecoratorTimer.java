import io.metricskit.Summary;
import io.metricskit.http.MetricsServer;
import io.metricskit.model.Labels;
import java.util.concurrent.ThreadLocalRandom;

/** Times a method, whether it returns or throws. Argument: the port; 8000 by default. */
public final class DecoratorTimer {

    private static final Summary.Child REQUEST_TIME = Summary.builder("request_processing_seconds")
            .help("Time spent processing request.")
            .register()
            .labels(Labels.of("route", "/"));

    public static void main(String[] arguments) throws Exception {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8000;
        try (MetricsServer server = MetricsServer.builder().port(port).start()) {
            System.out.println("Serving prometheus metrics on: " + server.metricsUrl());
            while (true) {
                REQUEST_TIME.time(
                        () -> handleRequest(ThreadLocalRandom.current().nextInt(200)));
            }
        }
    }

    private static void handleRequest(int millis) throws InterruptedException {
        Thread.sleep(millis);
    }
}
