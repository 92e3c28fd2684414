package consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Who has the role may scrape, and nobody else. */
class GuardedTests {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void onlyTheRoleMayScrape() throws Exception {
        try (ConfigurableApplicationContext context = start("METRICS")) {
            assertThat(scrape(context, "prometheus:secret").statusCode()).isEqualTo(200);
            assertThat(scrape(context, "prometheus:wrong").statusCode()).isEqualTo(401);
        }
        try (ConfigurableApplicationContext context = start("CLERK")) {
            assertThat(scrape(context, "prometheus:secret").statusCode()).isEqualTo(403);
        }
    }

    private static ConfigurableApplicationContext start(String role) {
        return SpringApplication.run(
                App.class,
                "--server.port=0",
                "--spring.security.user.name=prometheus",
                "--spring.security.user.password=secret",
                "--spring.security.user.roles=" + role);
    }

    private HttpResponse<String> scrape(ConfigurableApplicationContext context, String credentials) throws Exception {
        String port = context.getEnvironment().getProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes()))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
