package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Counter;
import io.metricskit.Registry;
import org.junit.jupiter.api.Test;

/** The code of docs/performance.md. */
final class PerformanceTests {

    private final Counter requests = new Registry().counter("requests_total", "Requests.", "method", "cache");

    Counter.Child cacheHits = requests.labelValues("GET", "hit");

    void onHit() {
        cacheHits.inc();
    }

    @Test
    void aHeldChildCounts() {
        onHit();
        onHit();

        assertThat(requests.labelValues("GET", "hit").get()).isEqualTo(2);
    }
}
