package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.metricskit.Counter;
import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.model.Labels;
import io.metricskit.spring.tracing.CurrentTrace;
import io.metricskit.testkit.OpenMetricsExposition;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Tests for where the exemplars of an application come from. */
final class MetricsExemplarsTests {

    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN_ID = "00f067aa0ba902b7";
    private static final String LABELS = "{span_id=\"" + SPAN_ID + "\",trace_id=\"" + TRACE_ID + "\"}";

    private static final Consumer<String> OF_THE_TRACE =
            exemplar -> assertThat(exemplar).contains(LABELS);

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MetricsMicrometerTracingAutoConfiguration.class,
                    MetricsOpenTelemetryAutoConfiguration.class,
                    MetricsRegistryAutoConfiguration.class,
                    MetricsExpositionAutoConfiguration.class));

    @Test
    void theCurrentSpanOfOpenTelemetryIsTaken() {
        contexts.run(context -> {
            try (Scope scope = span(TraceFlags.getSampled()).makeCurrent()) {
                assertThat(exemplarOfARecording(context)).hasValueSatisfying(OF_THE_TRACE);
            }
        });
    }

    @Test
    void theCurrentSpanOfMicrometerTracingIsTaken() {
        contexts.withBean(Tracer.class, () -> tracer(true))
                .run(context -> assertThat(exemplarOfARecording(context)).hasValueSatisfying(OF_THE_TRACE));
    }

    @Test
    void aSpanThatIsNotSampledIsNotTaken() {
        contexts.withBean(Tracer.class, () -> tracer(false)).run(context -> {
            try (Scope scope = span(TraceFlags.getDefault()).makeCurrent()) {
                assertThat(exemplarOfARecording(context)).isEmpty();
            }
        });
    }

    @Test
    void outsideOfATraceThereIsNone() {
        contexts.run(context -> assertThat(exemplarOfARecording(context)).isEmpty());
    }

    @Test
    void anApplicationMaySayItself() {
        contexts.withBean(CurrentTrace.class, () -> () -> Labels.of("trace_id", "own"))
                .run(context -> assertThat(exemplarOfARecording(context))
                        .hasValueSatisfying(exemplar -> assertThat(exemplar).contains("{trace_id=\"own\"}")));
    }

    @Test
    void aPropertyTurnsThemOff() {
        contexts.withPropertyValues("metrics.exemplars.enabled=false").run(context -> {
            try (Scope scope = span(TraceFlags.getSampled()).makeCurrent()) {
                assertThat(exemplarOfARecording(context)).isEmpty();
                assertThat(context).doesNotHaveBean(CurrentTrace.class);
            }
        });
    }

    @Test
    void thePropertyTurnsThoseOffThatTheApplicationSaysItself() {
        contexts.withBean(CurrentTrace.class, () -> () -> Labels.of("trace_id", "own"))
                .withPropertyValues("metrics.exemplars.enabled=false")
                .run(context -> assertThat(exemplarOfARecording(context)).isEmpty());
    }

    @Test
    void withoutTracingOnTheClassPathThereIsNothingToAsk() {
        contexts.withClassLoader(new FilteredClassLoader(Tracer.class, Span.class))
                .run(context -> {
                    assertThat(context).doesNotHaveBean(CurrentTrace.class);
                    assertThat(exemplarOfARecording(context)).isEmpty();
                });
    }

    private static Span span(TraceFlags flags) {
        return Span.wrap(SpanContext.create(TRACE_ID, SPAN_ID, flags, TraceState.getDefault()));
    }

    private static Tracer tracer(boolean sampled) {
        Tracer tracer = mock(Tracer.class, RETURNS_DEEP_STUBS);
        when(tracer.currentSpan().context().traceId()).thenReturn(TRACE_ID);
        when(tracer.currentSpan().context().spanId()).thenReturn(SPAN_ID);
        when(tracer.currentSpan().context().sampled()).thenReturn(sampled);
        return tracer;
    }

    private static Optional<String> exemplarOfARecording(ApplicationContext context) throws IOException {
        Counter orders = context.getBean(Registry.class).counter("orders_total", "Orders.");
        orders.inc();
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        context.getBean(Exposition.class).write(ExpositionFormat.OPENMETRICS, page);
        return OpenMetricsExposition.checked(page.toByteArray())
                .sample("orders_total")
                .exemplar()
                .map(Object::toString);
    }
}
