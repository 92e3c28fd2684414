package io.metricskit.spring.tracing;

import io.metricskit.model.Labels;

/**
 * Tells which trace the calling thread is in, for the exemplars of the application's registry.
 *
 * <p>Micrometer Tracing and OpenTelemetry are asked where they are on the class path; a bean of your own is asked too,
 * in the order of beans. The first answer that is not empty is taken.
 *
 * <pre>{@code
 * @Bean
 * CurrentTrace currentTrace() {
 *     return () -> {
 *         String id = MDC.get("traceId");
 *         return id == null ? Labels.empty() : Labels.of("trace_id", id);
 *     };
 * }
 * }</pre>
 *
 * <p>It is asked by the recording thread, at most once a scrape for each series or bucket that has a trace, and must be
 * quick and safe for use by many threads. What it throws is logged once a minute and changes no recording.
 *
 * <p>The registry asks for it when it is made, so that such a bean must not depend on anything that needs the registry.
 * Inject an {@code ObjectProvider} of that, and ask it in {@link #labels()}.
 */
@FunctionalInterface
public interface CurrentTrace {

    /** Returns {@code trace_id} and whatever else leads to the trace, or empty labels outside of a sampled trace. */
    Labels labels();
}
