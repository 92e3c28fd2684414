package streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Asynchronous requests that fail, of which Jetty tells a listener less than Tomcat. */
class FailingStreamTests {

    private static final Duration RECORDED_WITHIN = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void streamsThatFailInTheMiddleAreCountedAndLeaveNoActiveRequest() throws Exception {
        try (ConfigurableApplicationContext app =
                SpringApplication.run(App.class, "--server.port=0", "--server.address=127.0.0.1")) {
            String url = "http://127.0.0.1:" + app.getEnvironment().getRequiredProperty("local.server.port");

            assertThatThrownBy(() -> get(url + "/failing")).isInstanceOf(IOException.class);
            String counted = "http_server_request_duration_seconds_count{http_request_method=\"GET\","
                    + "http_route=\"/failing\",http_response_status_code=\"200\",error_type=\"java.io.IOException\"} 1";

            assertThat(scrapeOnceItHas(counted, url).lines())
                    .contains(counted, "http_server_active_requests{http_request_method=\"GET\"} 0");
        }
    }

    /** A client may have its response a moment before the request is recorded. */
    private String scrapeOnceItHas(String line, String url) {
        return await().atMost(RECORDED_WITHIN).until(() -> get(url + "/metrics"), scrape -> scrape.contains(line));
    }

    private String get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }

    @RestController
    @EnableAutoConfiguration
    static class App {

        @GetMapping("/failing")
        SseEmitter failing() {
            SseEmitter emitter = new SseEmitter();
            new Thread(() -> {
                        try {
                            emitter.send("the first event");
                            emitter.completeWithError(new IOException("there is no second one"));
                        } catch (IOException e) {
                            emitter.completeWithError(e);
                        }
                    })
                    .start();
            return emitter;
        }
    }
}
