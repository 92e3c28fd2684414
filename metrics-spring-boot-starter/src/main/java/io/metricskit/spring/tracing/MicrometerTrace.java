package io.metricskit.spring.tracing;

import io.metricskit.model.Labels;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * The current span of Micrometer Tracing. The tracer is looked up once all beans are there, since a bean may record
 * while it is made; until then there is no trace.
 */
public final class MicrometerTrace implements CurrentTrace, SmartInitializingSingleton {

    private final ObjectProvider<Tracer> tracers;
    private volatile @Nullable Tracer tracer;

    /**
     * Creates it.
     *
     * @param tracers the application's tracer, if it has one
     */
    public MicrometerTrace(ObjectProvider<Tracer> tracers) {
        this.tracers = Objects.requireNonNull(tracers, "tracers must not be null");
    }

    @Override
    public void afterSingletonsInstantiated() {
        tracer = tracers.getIfUnique();
    }

    @Override
    public Labels labels() {
        Tracer current = tracer;
        Span span = current == null ? null : current.currentSpan();
        if (span == null) {
            return Labels.empty();
        }
        TraceContext trace = span.context();
        return Boolean.FALSE.equals(trace.sampled())
                ? Labels.empty()
                : Labels.of("trace_id", trace.traceId(), "span_id", trace.spanId());
    }
}
