package consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;

class AppTests {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String IN_TRACE = " # \\{span_id=\"[0-9a-f]{16}\",trace_id=\"" + TRACE + "\"} ";
    private static final Duration RECORDED_WITHIN = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void theTraceOfARequestIsAnExemplarOfWhatItIsCountedAndTimedIn() throws Exception {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("boot.version"));
        try (ConfigurableApplicationContext app = SpringApplication.run(
                App.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--management.tracing.sampling.probability=1.0")) {
            String url = "http://127.0.0.1:" + app.getEnvironment().getRequiredProperty("local.server.port");

            get(url + "/greet/EN", "traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
            get(url + "/greet/DE", "traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
            String scrape = scrapeOnceItHas("status_code=\"500\"", url);

            assertThat(scrape).containsPattern("(?m)^greeting_failures_total 1" + IN_TRACE + "1");
            assertThat(scrape)
                    .containsPattern("(?m)^http_server_request_duration_seconds_bucket\\{.*http_response_status_code"
                            + "=\"200\".*} 1" + IN_TRACE);
        }
    }

    /** A client may have its response a moment before the request is recorded. */
    private String scrapeOnceItHas(String part, String url) {
        return await().atMost(RECORDED_WITHIN)
                .until(
                        () -> get(url + "/metrics", "Accept", "application/openmetrics-text;version=1.0.0"),
                        scrape -> scrape.contains(part));
    }

    private String get(String url, String header, String value) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).header(header, value).build();
        return client.send(request, BodyHandlers.ofString()).body();
    }
}
