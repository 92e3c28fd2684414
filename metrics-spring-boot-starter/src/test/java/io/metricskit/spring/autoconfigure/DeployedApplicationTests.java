package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.testkit.Polling;
import io.metricskit.testkit.ScrapeClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.web.SpringServletContainerInitializer;

/** Tests for how requests are counted in an application that is deployed to a servlet container as a WAR. */
final class DeployedApplicationTests {

    private static final Tomcat TOMCAT = new Tomcat();

    /** What a WAR has in the place of a main method. */
    static final class Initializer extends SpringBootServletInitializer {

        @Override
        protected SpringApplicationBuilder configure(SpringApplicationBuilder application) {
            return application.sources(RequestsApplication.class).properties("spring.main.banner-mode=off");
        }
    }

    @BeforeAll
    static void deploy(@TempDir Path folder) throws LifecycleException {
        TOMCAT.setBaseDir(folder.toString());
        TOMCAT.setPort(0);
        TOMCAT.getConnector();
        TOMCAT.addContext("/shop", folder.toString())
                .addServletContainerInitializer(new SpringServletContainerInitializer(), Set.of(Initializer.class));
        TOMCAT.start();
    }

    @AfterAll
    static void undeploy() throws LifecycleException {
        TOMCAT.stop();
        TOMCAT.destroy();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /orders/1        | GET /orders/{id} 200
            /missing/1       | GET /missing/{id} 404
            /nowhere/1/2/3   | GET /** 404
            /fail            | GET /fail 500 java.lang.IllegalArgumentException
            /deferred        | GET /deferred 200
            /deferredfails   | GET /deferredfails 500 java.lang.IllegalStateException
            /deferredmissing | GET /deferredmissing 404
            /timesout        | GET /timesout 503 org.springframework.web.context.request.async.AsyncRequestTimeoutException
            """)
    void aRequestIsCountedOnceWithItsRouteAndTheStatusThatWasSent(String path, String expected) {
        int status = ScrapeClient.get(uri(path)).statusCode();

        assertThat(expected).contains(" " + status);
        Polling.until(
                expected,
                Duration.ofSeconds(20),
                () ->
                        ScrapeClient.scrape(uri("/metrics"))
                                .samples("http_server_request_duration_seconds_count")
                                .stream()
                                .map(sample -> sample.labels().stream()
                                        .map(label -> label.value())
                                        .collect(Collectors.joining(" ")))
                                .toList(),
                ended -> ended.contains(expected));
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + TOMCAT.getConnector().getLocalPort() + "/shop" + path);
    }
}
