package io.metricskit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** Tests for {@link ScrapeClient}. */
final class ScrapeClientTests {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String BODY = "# TYPE g gauge\ng 1.5\n";

    @Test
    void aScrapeIsReadAndJudged() {
        try (FixedEndpoint endpoint = new FixedEndpoint(200, CONTENT_TYPE, BODY)) {
            assertThat(ScrapeClient.scrape(endpoint.url(), "Accept", "text/plain")
                            .value("g"))
                    .isEqualTo(1.5);
        }
    }

    @Test
    void aBodyThatBreaksARuleFails() {
        try (FixedEndpoint endpoint = new FixedEndpoint(200, CONTENT_TYPE, BODY + BODY)) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> ScrapeClient.scrape(endpoint.url()))
                    .withMessageContaining("TYPE must come once");
        }
    }

    @Test
    void aWrongContentTypeFails() {
        try (FixedEndpoint endpoint = new FixedEndpoint(200, "text/plain", BODY)) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> ScrapeClient.scrape(endpoint.url()))
                    .withMessageContaining("version must be 0.0.4");
        }
    }

    @Test
    void anyStatusButOkFailsWithTheBody() {
        try (FixedEndpoint endpoint = new FixedEndpoint(503, CONTENT_TYPE, "busy")) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> ScrapeClient.scrape(endpoint.url()))
                    .withMessageContaining("got 503\nbusy");
            assertThat(ScrapeClient.get(endpoint.url()).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void noResponseIsAnInputOutputError() {
        FixedEndpoint endpoint = new FixedEndpoint(200, CONTENT_TYPE, BODY);
        endpoint.close();

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> ScrapeClient.get(endpoint.url()))
                .withMessageContaining(endpoint.url().toString());
    }

    @Test
    void halfAHeaderIsRefused() {
        try (FixedEndpoint endpoint = new FixedEndpoint(200, CONTENT_TYPE, BODY)) {
            assertThatIllegalArgumentException().isThrownBy(() -> ScrapeClient.get(endpoint.url(), "Accept"));
        }
    }
}
