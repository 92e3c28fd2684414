package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.TEXT_PLAIN;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

import io.metricskit.Counter;
import io.metricskit.Registry;
import io.metricskit.spring.autoconfigure.MetricsRegistryAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.web.client.RestClientTest;
import org.springframework.test.web.client.MockRestServiceServer;

/** The test of a slice in docs/testing.md. */
@RestClientTest(PriceClient.class)
@ImportAutoConfiguration(MetricsRegistryAutoConfiguration.class)
class PriceClientTests {

    @Test
    void aClientMayCount(
            @Autowired PriceClient prices, @Autowired MockRestServiceServer server, @Autowired Registry registry) {
        server.expect(requestTo("/prices/book")).andRespond(withSuccess("12", TEXT_PLAIN));

        assertThat(prices.of("book")).isEqualTo("12");
        assertThat(((Counter) registry.get("prices_asked_total")).get()).isEqualTo(1);
    }
}
