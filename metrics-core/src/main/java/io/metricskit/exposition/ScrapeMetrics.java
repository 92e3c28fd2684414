package io.metricskit.exposition;

import io.metricskit.Counter;
import io.metricskit.Histogram;
import io.metricskit.Observer;
import io.metricskit.model.Collector;
import java.util.List;

/** The metrics of an exporter about the scrapes that it answers. */
final class ScrapeMetrics {

    private final Counter scrapes = Counter.builder("metrics_scrapes_total")
            .help("Scrapes answered, by status code.")
            .labelNames("code")
            .build();
    private final Histogram duration = Histogram.builder("metrics_scrape_duration_seconds")
            .help("Time taken to answer a scrape, in seconds.")
            .build();

    ScrapeMetrics() {
        // At 0 before the first answer.
        scrapes.labelValues("200");
    }

    List<Collector> collectors() {
        return List.of(scrapes, duration);
    }

    Observer duration() {
        return duration;
    }

    void answered(int status) {
        scrapes.labelValues(Integer.toString(status)).inc();
    }
}
