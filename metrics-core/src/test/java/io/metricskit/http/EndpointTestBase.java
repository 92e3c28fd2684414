package io.metricskit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Counter;
import io.metricskit.Registry;
import io.metricskit.model.Labels;
import io.metricskit.testkit.HttpAnswer;
import io.metricskit.testkit.RawClient;
import io.metricskit.testkit.TextExposition;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** One endpoint for all tests of a class, which shows a counter {@code visits_total} at 1 and whatever a test adds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EndpointTestBase {

    static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    static final String VISITS = "/metrics?name%5B%5D=visits_total";
    static final int SERIES = 50_000;

    @SuppressWarnings("NullAway.Init")
    private RunningEndpoint endpoint;

    /** Starts the endpoint, whose connector takes a header of 64 KiB. */
    protected abstract RunningEndpoint start() throws Exception;

    /** Returns a Content-Type as the server sends it on. */
    protected String sent(String contentType) {
        return contentType;
    }

    @BeforeAll
    final void startEndpoint() throws Exception {
        endpoint = start();
    }

    @AfterAll
    final void stopEndpoint() throws Exception {
        endpoint.close();
    }

    @BeforeEach
    final void countVisits() {
        registry().counter("visits_total", "Visits.").inc();
    }

    @AfterEach
    final void clearRegistry() {
        registry().clear();
    }

    final RunningEndpoint endpoint() {
        return endpoint;
    }

    final Registry registry() {
        return endpoint.registry();
    }

    final RawClient connect() throws IOException {
        return new RawClient(endpoint.port());
    }

    final HttpAnswer get(String target, String... headers) throws IOException {
        return exchange("GET", target, headers);
    }

    final HttpAnswer exchange(String method, String target, String... headers) throws IOException {
        try (RawClient client = connect()) {
            return client.request(method, target, headers).answer();
        }
    }

    /** Scrapes all families in text, and has them judged. */
    final TextExposition scrape(String... headers) throws IOException {
        HttpAnswer answer = get("/metrics", headers);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.whole()).isTrue();
        return TextExposition.checked(TEXT, answer.body());
    }

    /** Registers a counter that makes a page of several megabytes. */
    final void makeThePageLarge() {
        Counter many = Counter.builder("many_total")
                .help("Makes a page of several megabytes.")
                .maxSeries(SERIES)
                .register(registry());
        for (int i = 0; i < SERIES; i++) {
            many.inc(Labels.of("number", "a value that takes some space, with the number " + i));
        }
    }
}
