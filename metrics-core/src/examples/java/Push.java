import io.metricskit.Counter;
import io.metricskit.Registry;
import io.metricskit.model.Labels;
import io.metricskit.push.Pusher;

/** Pushes the metrics of a short job to a Pushgateway. Argument: its address; http://127.0.0.1:9091 by default. */
public final class Push {

    public static void main(String[] arguments) throws Exception {
        String address = arguments.length > 0 ? arguments[0] : "http://127.0.0.1:9091";
        Registry registry = new Registry();
        Counter requests = registry.counter("requests_total", "Number of requests.");
        requests.inc(Labels.of("route", "/p/{user}"));

        Pusher pusher = Pusher.builder("my-job", address)
                .groupingKey("instance", "127.0.0.1:1234")
                .build();
        pusher.replace(registry);
        System.out.println("Pushed to " + address);
    }
}
