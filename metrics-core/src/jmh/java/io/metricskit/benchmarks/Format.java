package io.metricskit.benchmarks;

import io.metricskit.exposition.ExpositionFormat;

/** A wire format that all libraries know. */
public enum Format {
    TEXT(ExpositionFormat.TEXT, "text/plain; version=0.0.4; charset=utf-8"),
    OPENMETRICS(ExpositionFormat.OPENMETRICS, "application/openmetrics-text; version=1.0.0; charset=utf-8"),
    PROTOBUF(
            ExpositionFormat.PROTOBUF,
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited");

    private final ExpositionFormat ours;
    private final String contentType;

    Format(ExpositionFormat ours, String contentType) {
        this.ours = ours;
        this.contentType = contentType;
    }

    ExpositionFormat ours() {
        return ours;
    }

    String contentType() {
        return contentType;
    }
}
