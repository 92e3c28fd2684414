package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.metricskit.Registry;
import io.metricskit.http.MetricsServer;
import io.metricskit.testkit.TestCertificate;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ByteArrayResource;

/** The configurations of docs/security.md; the one of Spring Security has an application of its own in src/it. */
final class SecurityTests {

    @TempDir
    private static Path folder;

    private static TestCertificate certificate;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    /** Writes a certificate and its key as PEM. */
    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = TestCertificate.in(folder);
        writePem("metrics.crt", "CERTIFICATE", certificate.certificate().getEncoded());
        writePem("metrics.key", "PRIVATE KEY", certificate.key().getEncoded());
    }

    private static void writePem(String file, String kind, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }

    @Test
    void theServerOfThePageAsksForAPasswordOverTls() throws Exception {
        try (ConfigurableApplicationContext context = start("ssl-bundle: metrics")) {
            String url =
                    "https://localhost:" + context.getBean(MetricsServer.class).port();

            assertThat(get(url + "/metrics", "prometheus:secret").statusCode()).isEqualTo(200);
            assertThat(get(url + "/metrics", "prometheus:wrong").statusCode()).isEqualTo(401);
            assertThat(get(url + "/", "prometheus:wrong").statusCode()).isEqualTo(401);
            assertThat(get(url + "/robots.txt", "prometheus:wrong").statusCode())
                    .isEqualTo(401);
            String application = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
            assertThat(get(application + "/metrics", "prometheus:secret").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aServerWithoutSpringDoesSoToo() throws Exception {
        SSLContext sslContext;
        try (ConfigurableApplicationContext context = start("ssl-bundle: metrics")) {
            sslContext = context.getBean(SslBundles.class).getBundle("metrics").createSslContext();
        }
        Registry registry = new Registry();
        assumeThatCode(() -> new ServerSocket(9464).close())
                .as("the port of the page is free")
                .doesNotThrowAnyException();
        String password = "secret";

        MetricsServer server = MetricsServer.builder()
                .registry(registry)
                .address("0.0.0.0")
                .port(9464)
                .ssl(sslContext)
                .basicAuth("prometheus", password)
                .start();

        try (server) {
            assertThat(get("https://localhost:9464/metrics", "prometheus:secret")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** Starts an application with a configuration of the page, which is told by a line in it, on free ports. */
    private static ConfigurableApplicationContext start(String line) {
        String shown = Markdown.blocks("yaml").stream()
                .filter(block -> block.page().equals("docs/security.md"))
                .map(Markdown.Block::content)
                .filter(content -> content.contains(line))
                .findFirst()
                .orElseThrow();
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(
                new ByteArrayResource(shown.replace("/etc/shop/", folder + "/").getBytes(StandardCharsets.UTF_8)));
        Properties properties = Objects.requireNonNull(yaml.getObject());
        properties.putAll(Map.of("metrics.server.port", "0", "server.port", "0", "METRICS_PASSWORD", "secret"));
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .properties(properties)
                .run();
    }

    private static HttpResponse<String> get(String url, String credentials) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes()))
                .build();
        return HttpClient.newBuilder().sslContext(certificate.context()).build().send(request, BodyHandlers.ofString());
    }
}
