package io.metricskit.spring.tracing;

import io.metricskit.model.Labels;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

/** The current span of OpenTelemetry, whoever began it: the application or an agent. */
public final class OpenTelemetryTrace implements CurrentTrace {

    /** Creates it. */
    public OpenTelemetryTrace() {}

    @Override
    public Labels labels() {
        SpanContext trace = Span.current().getSpanContext();
        return trace.isSampled()
                ? Labels.of("trace_id", trace.getTraceId(), "span_id", trace.getSpanId())
                : Labels.empty();
    }
}
