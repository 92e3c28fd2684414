package io.metricskit.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Tests for {@link MetricsController}. */
final class MetricsControllerTests {

    private final Registry registry = new Registry();
    private final MetricsController controller =
            new MetricsController(Exposition.of(registry).forExporter());
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/metrics");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @BeforeEach
    void countOrders() {
        registry.counter("orders_total", "Orders placed.").inc();
        registry.counter("visits_total", "Visits.").inc();
    }

    @Test
    void aClientThatGoesAwayIsNoErrorAndGivesItsSlotBack() throws IOException {
        for (int i = 0; i < 100; i++) {
            controller.handleRequest(request, failingWith(new IOException("Broken pipe")));
        }

        controller.handleRequest(request, response);

        assertThat(response.getStatus()).isEqualTo(200);
    }

    @Test
    void anyOtherFailureToWriteReachesTheContainerAndGivesItsSlotBack() throws IOException {
        for (int i = 0; i < 100; i++) {
            IOException failure = new IOException("disk full");
            assertThatThrownBy(() -> controller.handleRequest(request, failingWith(failure)))
                    .isSameAs(failure);
        }

        controller.handleRequest(request, response);

        assertThat(response.getStatus()).isEqualTo(200);
    }

    private static MockHttpServletResponse failingWith(IOException failure) {
        return new MockHttpServletResponse() {
            @Override
            public ServletOutputStream getOutputStream() {
                return new FailingStream(failure);
            }
        };
    }

    private static final class FailingStream extends ServletOutputStream {

        private final IOException failure;

        FailingStream(IOException failure) {
            this.failure = failure;
        }

        @Override
        public void write(int b) throws IOException {
            throw failure;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("this stream blocks");
        }
    }
}
