package io.metricskit.spring.tracing;

import io.metricskit.model.Labels;

/** The labels by which every exemplar leads to its trace, as Grafana and others expect them. */
final class TraceLabels {

    private TraceLabels() {}

    static Labels of(String traceId, String spanId) {
        return Labels.of("trace_id", traceId, "span_id", spanId);
    }
}
