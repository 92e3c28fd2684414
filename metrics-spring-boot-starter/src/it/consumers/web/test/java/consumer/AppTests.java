package consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;

class AppTests {

    private static final String BASIC = "Basic " + Base64.getEncoder().encodeToString("user:secret".getBytes());
    private static final Duration STARTED_WITHIN = Duration.ofSeconds(60);
    private static final Duration RECORDED_WITHIN = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newHttpClient();

    /** Devtools restart an application only if it starts in a thread of this name, outside JUnit's stack. */
    @Test
    void annotatedMethodsAndRequestsAreMeasuredAndScraped() throws Exception {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("boot.version"));
        int port = freePort();
        Thread main = new Thread(
                () -> App.main(new String[] {
                    "--server.port=" + port,
                    "--server.address=127.0.0.1",
                    "--spring.security.user.name=user",
                    "--spring.security.user.password=secret"
                }),
                "main");
        main.setUncaughtExceptionHandler((thread, exception) -> {
            if (!exception.getClass().getSimpleName().equals("SilentExitException")) {
                exception.printStackTrace();
            }
        });
        main.start();

        assertThat(getOnceStarted(port, "/greet/EN").body()).isEqualTo("Hello!");
        assertThat(get(port, "/greet/DE").statusCode()).isEqualTo(500);
        String anonymous = String.valueOf(getWithoutPassword(port, "/nowhere").statusCode());
        // Spring Security, where it is there, refuses a request before it has a route.
        String last = requests(anonymous.equals("401") ? "UNKNOWN" : "/**", anonymous, "");
        HttpResponse<String> scrape = scrapeOnceItHas(last, port);

        assertThat(scrape.statusCode()).isEqualTo(200);
        assertThat(scrape.headers().firstValue("Content-Type").orElseThrow().replace(" ", ""))
                .isEqualTo("text/plain;version=0.0.4;charset=utf-8");
        assertThat(scrape.body().lines())
                .contains(
                        "greeting_seconds_count{language=\"EN\"} 1",
                        "greeting_seconds_count{language=\"DE\"} 1",
                        "greetings_in_progress 0",
                        "greeting_failures_total 1",
                        "http_server_active_requests{http_request_method=\"GET\"} 0",
                        requests("/greet/{language}", "200", ""),
                        requests("/greet/{language}", "500", ",error_type=\"java.lang.IllegalArgumentException\""),
                        last);
    }

    private static String requests(String route, String status, String error) {
        return "http_server_request_duration_seconds_count{http_request_method=\"GET\",http_route=\"" + route
                + "\",http_response_status_code=\"" + status + "\"" + error + "} 1";
    }

    private HttpResponse<String> getOnceStarted(int port, String path) {
        return await().atMost(STARTED_WITHIN)
                .ignoreException(ConnectException.class)
                .until(() -> get(port, path), answer -> true);
    }

    /** A client may have its response a moment before the request is recorded. */
    private HttpResponse<String> scrapeOnceItHas(String line, int port) {
        return await().atMost(RECORDED_WITHIN)
                .until(() -> get(port, "/metrics"), scrape -> scrape.body().contains(line));
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return client.send(
                request(port, path).header("Authorization", BASIC).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> getWithoutPassword(int port, String path) throws IOException, InterruptedException {
        return client.send(request(port, path).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
