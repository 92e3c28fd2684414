package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.http.MetricsServer;
import io.metricskit.testkit.ScrapeClient;
import io.metricskit.testkit.TextExposition;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tests for what a scrape of a Spring MVC application on Tomcat says of its requests. */
final class RequestMetricsTests {

    @SuppressWarnings("NullAway.Init")
    private RunningApplication application;

    @SuppressWarnings("NullAway.Init")
    private MeasuredRequests requests;

    private void start(String... properties) {
        start(RequestsApplication.class, properties);
    }

    private void start(Class<?> source, String... properties) {
        application = RunningApplication.start(source, properties);
        requests = new MeasuredRequests(application);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void theDurationIsThatOfTheWholeRequest() {
        start();
        CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() -> application.status("/released"));
        requests.awaitActive(1);
        long sinceItIsActive = System.nanoTime();
        assertThat(requests.ended()).isEmpty();
        assertThat(requests.scrape().value("http_server_active_requests", "http_request_method", "GET"))
                .isEqualTo(1);

        double seconds = (System.nanoTime() - sinceItIsActive) / 1e9;
        application.bean(RequestsApplication.Controller.class).released.setResult("done");

        assertThat(answer.join()).isEqualTo(200);
        requests.await("GET /released 200: 1");
        assertThat(requests.scrape().samples("http_server_request_duration_seconds_sum"))
                .singleElement()
                .satisfies(sum -> assertThat(sum.value()).isGreaterThan(seconds));
    }

    @Test
    void bucketsAndTypesAreThoseOfOpenTelemetry() {
        start();
        application.status("/orders/1");
        requests.await("GET /orders/{id} 200: 1");

        TextExposition scrape = requests.scrape();

        assertThat(scrape.samples("http_server_request_duration_seconds_bucket"))
                .extracting(sample -> sample.label("le").orElseThrow())
                .containsExactly(
                        "0.005", "0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5", "0.75", "1.0", "2.5", "5.0",
                        "7.5", "10.0", "+Inf");
        assertThat(scrape.family("http_server_active_requests").type()).isEqualTo("gauge");
    }

    @Test
    void anyNumberOfMethodsAndPathsMakesFewSeries() throws IOException {
        start();
        requests.sendUnheardOf(1_000, 9_000);

        requests.await("GET /** 404: 9000", "_OTHER /** 404: 1000");
    }

    @Test
    void aThousandClientsThatGoAwayLeaveNoActiveRequest() throws IOException {
        start();
        for (int i = 0; i < 500; i++) {
            requests.abort("POST /echo HTTP/1.1\nHost: a\nContent-Length: 1000\n\nhalf", false);
            requests.abort("GET /large HTTP/1.1\nHost: a\n\n", true);
        }

        requests.awaitNoneActive();
        assertThat(requests.ended())
                .allMatch(line -> line.startsWith("POST /echo 400") || line.startsWith("GET /large 200"));
    }

    @Test
    void clientsThatGoAwayFromAnEmitterAreCountedAndLeaveNoActiveRequest() throws IOException {
        // Tomcat itself would wait for some of them before it stops.
        start("server.shutdown=immediate");
        for (int i = 0; i < 200; i++) {
            requests.abort("GET /feed HTTP/1.1\nHost: a\n\n", true);
        }

        requests.await("GET /feed 200 java.io.IOException: 200");
    }

    @Test
    void statusesAreGroupedOnRequest() {
        start("metrics.http-requests.group-status-codes=true");
        application.status("/orders/1");
        application.status("/missing/1");
        application.status("/answer/503");

        requests.await("GET /orders/{id} 2xx: 1", "GET /missing/{id} 4xx: 1", "GET /answer/{status} 5xx 5xx: 1");
    }

    @Test
    void theRouteIsThePathOnRequestWithinTheBoundOnSeries() {
        start("metrics.http-requests.use-route-template=false", "metrics.max-series-per-metric=2");
        for (int i = 0; i < 5; i++) {
            application.status("/orders/" + i);
        }

        requests.await(
                "GET /orders/0 200: 1",
                "GET /orders/1 200: 1",
                "__overflow__ __overflow__ __overflow__ __overflow__: 3");
    }

    @Test
    void excludedPathsAreNotMeasuredNorWhatTheyForwardTo() {
        start("metrics.http-requests.exclude-paths=/missing/**, /forward, /orders/1");
        application.status("/missing/1");
        application.status("/forward");
        application.status("/orders/1");
        application.status("/orders/2");

        requests.await("GET /orders/{id} 200: 1");
    }

    @Test
    void pathsAreThoseBelowTheContextPathAndScrapesAreNotMeasured() {
        start(
                "server.servlet.context-path=/shop",
                "spring.mvc.servlet.path=/api",
                "metrics.http-requests.exclude-paths=/api/missing/1");
        requests = new MeasuredRequests(application, "/shop/api/metrics");
        application.status("/shop/api/orders/1");
        application.status("/shop/api/missing/1");

        requests.await("GET /orders/{id} 200: 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics;a=b", "/m%65trics", "/forwardtometrics"})
    void scrapesAreNotMeasuredWhateverLeadsToThem(String path) {
        start();
        requests = new MeasuredRequests(application, path);
        application.status("/orders/1");

        requests.await("GET /orders/{id} 200: 1");
    }

    @Test
    void withoutTheEndpointItsPathIsLikeAnyOther() {
        startWithServer("metrics.endpoint.enabled=false");
        application.status("/metrics");
        application.status("/metrics");

        assertThat(endedByServer("/**", "404")).isPositive();
    }

    @Test
    void aScrapeThatAFilterRefusesIsARequest() {
        startWithServer("metrics.endpoint.path=/filtered");
        application.status("/filtered");
        application.status("/filtered");

        assertThat(endedByServer("UNKNOWN", "401")).isPositive();
    }

    private void startWithServer(String property) {
        start(property, "metrics.server.enabled=true", "metrics.server.port=0");
    }

    private double endedByServer(String route, String status) {
        URI metrics = URI.create(application.bean(MetricsServer.class).metricsUrl());
        return ScrapeClient.scrape(metrics)
                .value(
                        "http_server_request_duration_seconds_count",
                        "http_request_method",
                        "GET",
                        "http_route",
                        route,
                        "http_response_status_code",
                        status);
    }

    @Test
    void theFirstPageIsARouteOfItsOwn() {
        start("spring.web.resources.static-locations=classpath:/first-page/");

        assertThat(application.status("/")).isEqualTo(200);
        requests.await("GET / 200: 1");
    }

    @Test
    void theRouteOfTheEmptyPatternIsASlash() {
        start(EmptyPattern.class, "spring.mvc.servlet.path=/app");
        requests = new MeasuredRequests(application, "/app/metrics");

        assertThat(application.status("/app")).isEqualTo(200);
        requests.await("GET / 200: 1");
    }

    @Test
    void nothingOfItIsThereWhereItIsTurnedOff() {
        start("metrics.http-requests.enabled=false");
        application.status("/orders/1");

        assertThat(application.scrape("/metrics").familyNames()).noneMatch(name -> name.startsWith("http_server_"));
    }

    @Test
    void constantLabelsGoOnTheMetricsOfRequestsAndTheRegistryStaysTheApplications() {
        start("metrics.const-labels.application=shop");
        application.status("/orders/1");

        requests.await("shop GET /orders/{id} 200: 1");
        assertThat(application.registry().collectors()).isEmpty();
    }

    @Test
    void allRequestsAtOnceAreCountedExactly() {
        start();
        List<CompletableFuture<Integer>> answers = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> application.status("/callable")))
                .limit(200)
                .toList();

        assertThat(answers).allMatch(answer -> answer.join() == 200);
        requests.await("GET /callable 200: 200");
    }

    @RestController
    @EnableAutoConfiguration
    static class EmptyPattern {

        @GetMapping
        String root() {
            return "root";
        }
    }
}
