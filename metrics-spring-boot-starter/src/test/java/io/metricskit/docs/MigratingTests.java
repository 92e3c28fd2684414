package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Gauge;
import io.metricskit.Histogram;
import io.metricskit.Registry;
import io.metricskit.model.Labels;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** The code of docs/migrating.md. */
final class MigratingTests {

    private final Registry registry = new Registry();

    @Test
    void aLabelMayBeKnownAtTheEnd() {
        Histogram latency = registry.histogram("checkout_seconds", "Time to check out.", "outcome");

        long start = System.nanoTime();
        String outcome = checkOut();
        latency.labelValues(outcome).observeSince(start);

        assertThat(latency.get(Labels.of("outcome", "paid")).count()).isEqualTo(1);
    }

    private static String checkOut() {
        return "paid";
    }

    @Test
    void severalCallbacksShareAName() {
        Map<String, Queue<String>> queues =
                Map.of("paid", new ArrayDeque<>(List.of("book")), "sent", new ArrayDeque<>());

        Gauge.builder("queue_size")
                .help("Orders that wait, by queue.")
                .collect(sink -> queues.forEach((name, queue) -> sink.sample(Labels.of("queue", name), queue.size())))
                .register(registry);

        assertThat(Exposed.text(registry)).contains("queue_size{queue=\"paid\"} 1\n", "queue_size{queue=\"sent\"} 0\n");
    }
}
