package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Counter;
import io.metricskit.Gauge;
import io.metricskit.Histogram;
import io.metricskit.Quantile;
import io.metricskit.Registry;
import io.metricskit.Summary;
import io.metricskit.model.Labels;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The code of docs/guide.md that is in none of the examples. */
final class GuideTests {

    private final Registry registry = new Registry();
    private final Orders orders = new Orders();
    private final int id = 7;

    private record Order(int id) {}

    private static final class Orders {
        Order find(int id) {
            return new Order(id);
        }

        CompletableFuture<Order> findLater(int id) {
            return CompletableFuture.completedFuture(new Order(id));
        }
    }

    @Test
    void aMetricIsMadeAndUpdated() {
        Counter appEvents = Counter.builder("app_events_total")
                .help("Total number of events.")
                .register();
        appEvents.inc(Labels.of("kind", "event A"));

        assertThat(Registry.defaultRegistry().get("app_events_total")).isSameAs(appEvents);
        assertThat(appEvents.get(Labels.of("kind", "event A"))).isEqualTo(1);
        Registry.defaultRegistry().unregister("app_events_total");
    }

    @Test
    void aSummaryHasQuantiles() {
        Summary pages = Summary.builder("page_seconds")
                .help("Time to serve a page.")
                .quantiles(Quantile.of(0.5, 0.05), Quantile.of(0.99, 0.001))
                .register(registry);
        pages.observe(3);

        assertThat(pages.get().quantile(0.99)).isEqualTo(3);
    }

    @Test
    void aHistogramHasTheUsualBuckets() {
        Histogram latency = Histogram.builder("request_latency_seconds")
                .help("Latency of requests.")
                .register(registry);
        latency.observe(Labels.of("path", "/static"), 3.142);

        assertThat(latency.get(Labels.of("path", "/static")).bucket(5)).isEqualTo(1);
    }

    @Test
    void aHistogramHasOtherBuckets() {
        Histogram uploadTimes = Histogram.builder("upload_seconds")
                .help("Time to upload a file.")
                .buckets(0.1, 0.5, 1, 5)
                .register(registry);
        uploadTimes.observe(2);

        assertThat(uploadTimes.get().bucket(5)).isEqualTo(1);
    }

    @Test
    void aGaugeHasSeveralSeries() {
        Gauge ram = registry.gauge("memory_usage_bytes", "Memory usage in bytes.");
        ram.set(Labels.of("type", "virtual"), 100);
        ram.set(Labels.of("type", "swap"), 100.1);

        assertThat(Exposed.text(registry)).contains("memory_usage_bytes{type=\"swap\"} 100.1\n");
    }

    @Test
    void constantLabelsSaveTellingThemEachTime() {
        String host = "alpha";
        Registry told = new Registry();
        tell(told.gauge("host_memory_usage_bytes", "Memory usage in bytes."), host);
        Gauge hostRam = Gauge.builder("host_memory_usage_bytes")
                .help("Memory usage in bytes.")
                .constLabels(Labels.of("host", host))
                .register(registry);
        hostRam.set(Labels.of("type", "virtual"), 100);
        hostRam.set(Labels.of("type", "swap"), 100);

        assertThat(Exposed.text(registry)).isEqualTo(Exposed.text(told));
    }

    private static void tell(Gauge ram, String host) {
        ram.set(Labels.of("type", "virtual", "host", host), 100);
        ram.set(Labels.of("type", "swap", "host", host), 100);
    }

    @Test
    void workIsTimed() {
        Histogram latency = registry.histogram("find_seconds", "Time to find an order.");
        Order order = latency.time(() -> orders.find(id));
        CompletableFuture<Order> later = latency.timeAsync(() -> orders.findLater(id));

        assertThat(later.join()).isEqualTo(order);
        assertThat(latency.get().count()).isEqualTo(2);
    }

    @Test
    void workIsInProgress() {
        Gauge inProgress = registry.gauge("finds_in_progress", "Orders looked for.");
        Order order = inProgress.track(() -> orders.find(id));
        CompletableFuture<Order> later = inProgress.trackAsync(() -> orders.findLater(id));

        assertThat(later.join()).isEqualTo(order);
        assertThat(inProgress.get()).isZero();
    }

    @Test
    void exceptionsOfWorkAreCounted() {
        Counter failures = registry.counter("find_failures_total", "Orders not found.");
        Order order = failures.countExceptions(() -> orders.find(id));
        CompletableFuture<Order> later = failures.countExceptionsAsync(() -> orders.findLater(id));

        assertThat(later.join()).isEqualTo(order);
        assertThat(failures.get()).isZero();
    }

    @Test
    void workIsTimedWithLabels() {
        Histogram lookUps = registry.histogram("look_up_seconds", "Time to look up.", "source");
        Order order = lookUps.labelValues("cache").time(() -> orders.find(id));

        assertThat(order).isEqualTo(new Order(7));
        assertThat(lookUps.get(Labels.of("source", "cache")).count()).isEqualTo(1);
    }

    @Test
    void workIsInProgressWithLabels() {
        Gauge lookingUp = registry.gauge("look_ups_in_progress", "Look-ups in progress.", "source");
        Order order = lookingUp.labelValues("cache").track(() -> orders.find(id));

        assertThat(order).isEqualTo(new Order(7));
        assertThat(lookingUp.get(Labels.of("source", "cache"))).isZero();
    }

    @Test
    void exceptionsOfWorkAreCountedWithLabels() {
        Counter lookUpFailures = registry.counter("look_up_failures_total", "Look-ups that failed.", "source");
        Order order = lookUpFailures.labelValues("cache").countExceptions(() -> orders.find(id));

        assertThat(order).isEqualTo(new Order(7));
        assertThat(lookUpFailures.get(Labels.of("source", "cache"))).isZero();
    }
}
