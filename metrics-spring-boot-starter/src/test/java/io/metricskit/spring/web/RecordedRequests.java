package io.metricskit.spring.web;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.spring.InstrumentationErrors;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;

/** The requests that a filter records, and what a scrape says of them. */
final class RecordedRequests {

    private final InstrumentationErrors errors = new InstrumentationErrors();
    private final RequestMetrics metrics;

    RecordedRequests(ExcludedPaths excluded) {
        this.metrics = new RequestMetrics(new Registry(), excluded, RequestLabels.ofTemplates(), errors, 0.1, 1, 10);
    }

    RequestMetrics metrics() {
        return metrics;
    }

    /** Returns how many requests of an unknown route have ended with a status and an error. */
    double ended(String status, String error) {
        return endedWith("http_response_status_code", status, "error_type", error);
    }

    /**
     * Returns how many requests of an unknown route have ended with some labels.
     *
     * @param furtherLabels names and values
     */
    double endedWith(String... furtherLabels) {
        Stream<String> labels = Stream.of("http_request_method", "GET", "http_route", "UNKNOWN");
        return scrape().value(
                        "http_server_request_duration_seconds_count",
                        Stream.concat(labels, Stream.of(furtherLabels)).toArray(String[]::new));
    }

    double active() {
        return scrape().value("http_server_active_requests", "http_request_method", "GET");
    }

    double failedRecordings() {
        return scrape().value("metrics_instrumentation_errors_total", "site", "http-requests");
    }

    TextExposition scrape() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            Exposition.of(metrics.registry()).forExporter(errors.collector()).write(ExpositionFormat.TEXT, body);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return TextExposition.checked(body.toByteArray());
    }
}
