package streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metricskit.annotation.Timed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncTask;

/** Requests that time out, where what the timeout interrupts is the first to tell of it. */
class TimedOutTaskTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Long enough that Spring has been told of the task by then, which it would not interrupt otherwise. */
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void tasksThatTheTimeoutInterruptsHaveTimedOut() throws Exception {
        try (ConfigurableApplicationContext app =
                SpringApplication.run(App.class, "--server.port=0", "--server.address=127.0.0.1")) {
            String url = "http://127.0.0.1:" + app.getEnvironment().getRequiredProperty("local.server.port");

            assertThat(get(url + "/interrupted")).contains("500");
            String timedOut = "work_seconds_count{exception=\"AsyncRequestTimeoutException\"} 1";

            assertThat(await().atMost(LIMIT)
                            .until(() -> get(url + "/metrics"), scrape -> scrape.contains("\nwork_seconds_count"))
                            .lines())
                    .filteredOn(line -> line.startsWith("work_seconds_count"))
                    .containsExactly(timedOut);
        }
    }

    private String get(String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).build(), BodyHandlers.ofString())
                .body();
    }

    @RestController
    @EnableAutoConfiguration
    static class App {

        @GetMapping("/interrupted")
        @Timed(name = "work_seconds", labels = "exception=#exception")
        public WebAsyncTask<Object> interrupted() {
            CountDownLatch ended = new CountDownLatch(1);
            AsyncTaskExecutor executor = work -> new Thread(() -> {
                        work.run();
                        ended.countDown();
                    })
                    .start();
            WebAsyncTask<Object> task = new WebAsyncTask<>(TIMEOUT.toMillis(), executor, () -> {
                new CountDownLatch(1).await();
                return "never";
            });
            task.onTimeout(() -> {
                ended.await();
                return CallableProcessingInterceptor.RESULT_NONE;
            });
            return task;
        }
    }
}
