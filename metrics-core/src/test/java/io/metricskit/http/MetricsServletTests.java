package io.metricskit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.testkit.ScrapeClient;
import io.metricskit.testkit.ServletContainer;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for where a {@link MetricsServlet} answers; {@link MetricsServletContractTests} say what. */
final class MetricsServletTests {

    private final Registry registry = new Registry();

    @ParameterizedTest
    @CsvSource({
        "/metrics,      /metrics,        200",
        "/metrics,      //metrics,       404",
        "/metrics,      /metrics/,       404",
        "/metrics/*,    /metrics,        200",
        "/metrics/*,    /metrics/,       404",
        "/metrics/*,    /metrics/x,      404",
        "/metrics/*,    /metricsx,       404",
        "/a metric,     /a%20metric,     200",
        "*.prom,        /shop.prom,      200",
        "/,             /,               200",
        "/,             /metrics,        404",
        "/*,            /,               200",
        "/*,            /metrics,        404",
        "'',            /,               200",
        "'',            /metrics,        404"
    })
    void thePathIsExactWhateverTheMappingIs(String mapping, String path, int status) throws Exception {
        try (ServletContainer container = ServletContainer.start(
                "/shop",
                context -> context.addServlet("metrics", new MetricsServlet(Exposition.of(registry)))
                        .addMapping(mapping))) {
            URI uri = URI.create("http://127.0.0.1:" + container.port() + "/shop" + path);

            assertThat(ScrapeClient.get(uri).statusCode()).isEqualTo(status);
        }
    }

    @Test
    void aContainerThatMakesItShowsTheDefaultRegistry() throws Exception {
        Registry.defaultRegistry()
                .counter("servlet_test_total", "Here for a moment.")
                .inc();
        try (ServletContainer container = ServletContainer.start(
                "",
                context -> context.addServlet("metrics", MetricsServlet.class).addMapping("/metrics"))) {
            URI uri = URI.create("http://127.0.0.1:" + container.port() + "/metrics");

            assertThat(ScrapeClient.scrape(uri).value("servlet_test_total")).isEqualTo(1);
        } finally {
            Registry.defaultRegistry().unregister("servlet_test_total");
        }
    }

    @Test
    void anExpositionIsNeeded() {
        assertThatNullPointerException()
                .isThrownBy(() -> new MetricsServlet(null))
                .withMessage("exposition must not be null");
    }
}
