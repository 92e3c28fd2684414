package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.metricskit.testkit.Polling;
import io.metricskit.testkit.ScrapeClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ExampleProgramsTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void theGuideSaysHowToRunEachOfThem() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "guide.md"));
        try (Stream<Path> programs = Files.list(ExampleProgram.FOLDER)) {
            assertThat(programs)
                    .isNotEmpty()
                    .allSatisfy(program -> assertThat(guide)
                            .contains("`java -cp metrics-core/target/classes metrics-core/src/examples/java/"
                                    + program.getFileName() + "`"));
        }
    }

    @Test
    void simpleCountsAndServes() throws Exception {
        try (ExampleProgram program = ExampleProgram.start("Simple", "0")) {
            await(program, "events_total\\{host=\".+\",kind=\"timer_expiry\"\\} [1-9]");
        }
    }

    @Test
    void theLibraryIsAModuleThatNeedsOnlyTheJdkAndNoServletApi() throws Exception {
        try (ExampleProgram program = ExampleProgram.startOnModulePath("Simple", "0")) {
            await(program, "events_total\\{host=\".+\",kind=\"timer_expiry\"\\} [1-9]");
        }
    }

    @Test
    void appShowsItsWorkTheJvmTheProcessAndTheMachine() throws Exception {
        try (ExampleProgram program = ExampleProgram.start("App", "0")) {
            await(program, "response_bytes_count\\{.*path=\"/orders\"\\} [1-9]");
            assertThat(ScrapeClient.scrape(program.metricsUrl()).familyNames())
                    .contains(
                            "request_processing_seconds",
                            "response_bytes",
                            "jvm_memory_used_bytes",
                            "process_start_time_seconds",
                            "machine_load_average");
        }
    }

    @Test
    void decoratorTimerTimes() throws Exception {
        try (ExampleProgram program = ExampleProgram.start("DecoratorTimer", "0")) {
            await(program, "request_processing_seconds_count\\{route=\"/\"\\} [1-9]");
        }
    }

    @Test
    void decoratorInProgressTracks() throws Exception {
        try (ExampleProgram program = ExampleProgram.start("DecoratorInProgress", "0")) {
            await(program, "request_in_progress\\{route=\"/\"\\} [1-4]");
        }
    }

    @Test
    void decoratorCountExceptionsCounts() throws Exception {
        try (ExampleProgram program = ExampleProgram.start("DecoratorCountExceptions", "0")) {
            await(program, "request_handler_exceptions_total\\{route=\"/\"\\} [1-9]");
            assertThat(program.output()).contains("Request failed: ");
        }
    }

    @Test
    void fetcherPrintsWhatItScrapedInEachFormat() throws Exception {
        try (ExampleProgram served = ExampleProgram.start("Simple", "0")) {
            String url = served.metricsUrl().toString();
            try (ExampleProgram fetcher = ExampleProgram.start("Fetcher", url)) {
                assertThat(fetcher.outputAtEnd())
                        .startsWith("Content-Type: text/plain; version=0.0.4; charset=utf-8")
                        .contains("kind=\"timer_expiry\"")
                        .contains("Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8")
                        .contains("# EOF")
                        .contains("Content-Type: application/vnd.google.protobuf; proto=io.prometheus.client")
                        .containsPattern("00000000  [0-9a-f]{2} .* ...events_total");
            }
        }
    }

    @Test
    void pushPushesOnceAndEnds() throws Exception {
        CompletableFuture<String> pushed = new CompletableFuture<>();
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            pushed.complete(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n" + body);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        gateway.start();
        String address = "http://127.0.0.1:" + gateway.getAddress().getPort();
        try (ExampleProgram program = ExampleProgram.start("Push", address)) {
            assertThat(program.outputAtEnd()).isEqualTo("Pushed to " + address + System.lineSeparator());
            assertThat(pushed.join())
                    .startsWith("PUT /metrics/job/my-job/instance/127.0.0.1")
                    .contains("requests_total{route=\"/p/{user}\"} 1\n");
        } finally {
            gateway.stop(0);
        }
    }

    private static void await(ExampleProgram program, String sample) {
        Predicate<String> found = Pattern.compile(sample).asPredicate();
        Polling.until(
                sample,
                LIMIT,
                () -> new String(ScrapeClient.get(program.metricsUrl()).body(), StandardCharsets.UTF_8),
                found);
    }
}
