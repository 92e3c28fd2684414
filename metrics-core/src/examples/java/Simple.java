import io.metricskit.Counter;
import io.metricskit.http.MetricsServer;
import io.metricskit.model.Labels;
import java.net.InetAddress;

/** Counts the turns of a loop and serves the count, until it is stopped. Argument: the port; 8000 by default. */
public final class Simple {

    public static void main(String[] arguments) throws Exception {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8000;
        Counter events = Counter.builder("events_total")
                .help("Number of events.")
                .constLabels(Labels.of("host", InetAddress.getLocalHost().getHostName()))
                .register();

        try (MetricsServer server = MetricsServer.builder().port(port).start()) {
            System.out.println("Serving prometheus metrics on: " + server.metricsUrl());
            while (true) {
                events.inc(Labels.of("kind", "timer_expiry"));
                Thread.sleep(1000);
            }
        }
    }
}
