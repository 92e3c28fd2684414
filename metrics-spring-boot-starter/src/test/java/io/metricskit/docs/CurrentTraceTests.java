package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.model.Labels;
import io.metricskit.spring.tracing.CurrentTrace;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The example in the javadoc of {@link CurrentTrace}. */
final class CurrentTraceTests {

    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        CurrentTrace currentTrace() {
            return () -> {
                String id = MDC.get("traceId");
                return id == null ? Labels.empty() : Labels.of("trace_id", id);
            };
        }
    }

    @Test
    void theTraceIsThatOfTheLog() {
        new ApplicationContextRunner().withUserConfiguration(Application.class).run(context -> {
            CurrentTrace trace = context.getBean(CurrentTrace.class);
            assertThat(trace.labels()).isEqualTo(Labels.empty());
            try (MDC.MDCCloseable inTrace = MDC.putCloseable("traceId", "4bf92f3577b34da6")) {
                assertThat(trace.labels()).isEqualTo(Labels.of("trace_id", "4bf92f3577b34da6"));
            }
        });
    }

    @Test
    void theJavadocShowsIt() {
        String javadoc = Markdown.read(Markdown.inRepository(
                "metrics-spring-boot-starter/src/main/java/io/metricskit/spring/tracing/CurrentTrace.java"));

        assertThat(javadoc.replaceAll("\\s+\\* +", " ")).contains("""
                CurrentTrace currentTrace() { return () -> { String id = MDC.get("traceId"); \
                return id == null ? Labels.empty() : Labels.of("trace_id", id); }; }""");
    }
}
