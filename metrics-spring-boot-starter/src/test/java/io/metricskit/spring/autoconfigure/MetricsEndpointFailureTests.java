package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Counter;
import io.metricskit.model.Labels;
import io.metricskit.testkit.Polling;
import io.metricskit.testkit.RawClient;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tests for scrapes that end in the middle. */
@ExtendWith(OutputCaptureExtension.class)
final class MetricsEndpointFailureTests {

    private static final int SERIES = 50_000;
    private static final String GONE_AWAY = "client has gone away";

    @Test
    void aClientThatGoesAwayIsALineAtDebug(CapturedOutput output) throws IOException {
        try (RunningApplication application = start(Application.class, "logging.level.io.metricskit.spring.web=debug");
                RawClient client = new RawClient(application.port())) {
            client.request("GET", "/metrics").abort();

            Polling.until(
                    "a line is logged", Duration.ofSeconds(30), output::toString, text -> text.contains(GONE_AWAY));
        }
        assertThat(output.toString().lines())
                .filteredOn(line -> line.contains(GONE_AWAY))
                .singleElement()
                .asString()
                .contains("DEBUG");
    }

    @Test
    void aBodyThatCannotBeWrittenToItsEndDoesNotLookWhole(CapturedOutput output) throws IOException {
        try (RunningApplication application = start(Limited.class)) {
            String answer = application.exchange("GET /metrics HTTP/1.1\nHost: a\nConnection: close\n\n");

            assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .contains("Transfer-Encoding: chunked")
                    .doesNotContain("\r\n0\r\n\r\n");
            assertThat(output).contains("the quota is used up");
        }
    }

    private static RunningApplication start(Class<?> source, String... properties) {
        RunningApplication application = RunningApplication.start(source, properties);
        Counter orders = Counter.builder("orders_total")
                .help("Orders placed.")
                .maxSeries(SERIES)
                .register(application.registry());
        for (int i = 0; i < SERIES; i++) {
            orders.inc(Labels.of("customer", "a customer with a name of some length, number " + i));
        }
        return application;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Limited {

        @Bean
        Filter quota() {
            return (request, response, chain) ->
                    chain.doFilter(request, new HttpServletResponseWrapper((HttpServletResponse) response) {
                        @Override
                        public ServletOutputStream getOutputStream() throws IOException {
                            return new QuotaStream(super.getOutputStream());
                        }
                    });
        }
    }

    private static final class QuotaStream extends ServletOutputStream {

        private final ServletOutputStream out;
        private int left = 1_000_000;

        QuotaStream(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new IOException("the quota is used up");
            }
            out.write(bytes, offset, length);
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}
