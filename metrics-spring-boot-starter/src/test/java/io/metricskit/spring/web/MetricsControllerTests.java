package io.metricskit.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.testkit.TextExposition;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
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
    void aRequestWithoutHeadersIsAnsweredWithText() throws IOException {
        controller.handleRequest(request, response);

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(TextExposition.checked(response.getContentType(), response.getContentAsByteArray())
                        .value("orders_total"))
                .isEqualTo(1);
    }

    @Test
    void theAnswerIsCommittedAndHasNoLength() throws IOException {
        controller.handleRequest(request, response);

        assertThat(response.isCommitted()).isTrue();
        assertThat(response.containsHeader("Content-Length")).isFalse();
    }

    @Test
    void allLinesOfAHeaderCount() throws IOException {
        request.addHeader("Accept-Encoding", "br");
        request.addHeader("Accept-Encoding", "gzip");

        controller.handleRequest(request, response);

        assertThat(response.getHeader("Content-Encoding")).isEqualTo("gzip");
        byte[] body = new GZIPInputStream(new ByteArrayInputStream(response.getContentAsByteArray())).readAllBytes();
        assertThat(TextExposition.checked(response.getContentType(), body).value("visits_total"))
                .isEqualTo(1);
    }

    @Test
    void onlyNamedFamiliesAreWritten() throws IOException {
        request.addParameter("name[]", "orders_total", "unknown");

        controller.handleRequest(request, response);

        assertThat(response.getContentAsString()).contains("orders_total 1").doesNotContain("visits_total");
    }

    @Test
    void headIsAnsweredWithTheHeadersOfGetAndNoBody() throws IOException {
        request.setMethod("HEAD");

        controller.handleRequest(request, response);

        assertThat(response.getContentAsByteArray()).isEmpty();
        assertThat(response.getContentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void otherMethodsAreRefusedWithoutReadingTheirParameters() throws IOException {
        request.setMethod("POST");

        controller.handleRequest(request, response);

        assertThat(response.getStatus()).isEqualTo(405);
        assertThat(response.getHeader("Allow")).isEqualTo("GET, HEAD");
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
