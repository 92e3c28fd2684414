package consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;

class AppTests {

    private static final String BASIC = "Basic " + Base64.getEncoder().encodeToString("user:secret".getBytes());
    private static final long STARTED_WITHIN_MILLIS = 60_000;

    private final HttpClient client = HttpClient.newHttpClient();

    /** Devtools restart an application only if it starts in a thread of this name, outside JUnit's stack. */
    @Test
    void annotatedMethodsAreMeasuredAndScraped() throws Exception {
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

        assertThat(getOnceStarted(port, "/greet/en").body()).isEqualTo("Hello!");
        assertThat(get(port, "/greet/xx").statusCode()).isEqualTo(500);
        HttpResponse<String> scrape = get(port, "/metrics");

        assertThat(scrape.statusCode()).isEqualTo(200);
        assertThat(scrape.headers().firstValue("Content-Type").orElseThrow().replace(" ", ""))
                .isEqualTo("text/plain;version=0.0.4;charset=utf-8");
        assertThat(scrape.body().lines())
                .contains(
                        "greeting_seconds_count{language=\"en\"} 1",
                        "greeting_seconds_count{language=\"xx\"} 1",
                        "greetings_in_progress 0",
                        "greeting_failures_total 1");
    }

    private HttpResponse<String> getOnceStarted(int port, String path) throws Exception {
        long deadline = System.currentTimeMillis() + STARTED_WITHIN_MILLIS;
        while (true) {
            try {
                return get(port, path);
            } catch (ConnectException e) {
                if (System.currentTimeMillis() > deadline) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", BASIC)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
