package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Counter;
import io.metricskit.Registry;
import io.metricskit.model.Labels;
import org.junit.jupiter.api.Test;

/** The code of docs/labels.md. */
final class LabelsTests {

    private final Registry registry = new Registry();

    @Test
    void aMetricTakesAnyLabels() {
        Counter uploads = Counter.builder("file_uploads_total")
                .help("File total uploads.")
                .register(registry);
        uploads.inc(Labels.of("type", "png"));
        uploads.labels("type", "png", "size", "large").inc();
        uploads.inc();

        assertThat(Exposed.text(registry)).contains("""
                file_uploads_total{type="png"} 1
                file_uploads_total{size="large",type="png"} 1
                file_uploads_total 1
                """);
    }

    @Test
    void aRegistryMayTakeNamesOfAnyCharacters() {
        Registry utf8 = Registry.builder().utf8Names(true).build();
        Counter requests = utf8.counter("http.requests_total", "Requests.", "http.method");
        requests.labelValues("GET").inc();
        requests.inc(Labels.utf8("http.method", "PUT"));

        assertThat(Exposed.text(utf8)).isEqualTo("""
                # HELP http_requests_total Requests.
                # TYPE http_requests_total counter
                http_requests_total{http_method="GET"} 1
                http_requests_total{http_method="PUT"} 1
                """);
    }

    @Test
    void aMetricWithDeclaredNamesTakesThese() {
        Counter events = Counter.builder("events_total")
                .help("Number of events.")
                .labelNames("kind", "source")
                .register(registry);
        events.labelValues("expiry", "timer").inc();
        events.labels("source", "timer", "kind", "expiry").inc();

        Counter.Child expiries = events.labelValues("expiry", "timer");
        expiries.inc();

        assertThat(expiries.get()).isEqualTo(3);
    }

    @Test
    void labelsMayLeaveDeclaredNamesOut() {
        Counter events = registry.counter("events_total", "Number of events.", "kind", "source");
        events.inc(Labels.of("kind", "expiry"));

        assertThat(events.labelValues("expiry", "").get()).isEqualTo(1);
        assertThat(Exposed.text(registry)).contains("events_total{kind=\"expiry\"} 1\n");
    }

    @Test
    void aSeriesMadeAtTheStartShowsAtZero() {
        Counter sent = registry.counter("newsletters_sent_total", "Newsletters sent.", "topic");
        sent.labelValues("news");

        assertThat(Exposed.text(registry)).isEqualTo("""
                # HELP newsletters_sent_total Newsletters sent.
                # TYPE newsletters_sent_total counter
                newsletters_sent_total{topic="news"} 0
                """);
    }

    @Test
    void constantLabelsComeFirst() {
        Counter hostEvents = Counter.builder("host_events_total")
                .help("Number of events.")
                .constLabels(Labels.of("host", "alpha"))
                .labelNames("kind")
                .register(registry);
        hostEvents.labelValues("timer_expiry").inc();

        assertThat(Exposed.text(registry)).isEqualTo("""
                # HELP host_events_total Number of events.
                # TYPE host_events_total counter
                host_events_total{host="alpha",kind="timer_expiry"} 1
                """);
    }
}
