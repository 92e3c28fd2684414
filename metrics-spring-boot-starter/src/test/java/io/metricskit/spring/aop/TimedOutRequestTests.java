package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.testkit.Gate;
import io.metricskit.testkit.Polling;
import io.metricskit.testkit.ScrapeClient;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncTask;

/**
 * Calls whose request has timed out or was rejected, in an application with a web server: who is first when is for the
 * test to say.
 */
final class TimedOutRequestTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @AutoClose
    private final ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.SERVLET)
            .properties("server.port=0", "spring.main.banner-mode=off")
            .run();

    private final TellingExecutor executor = new TellingExecutor();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final Controller controller = application.getBean(Controller.class);

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Controller.class)
    static class Application {}

    @RestController
    static class Controller {

        private @Nullable WebAsyncTask<Object> task;

        /** Says what the handler method returns. */
        void returns(WebAsyncTask<Object> next) {
            this.task = next;
        }

        @Measured
        @GetMapping("/task")
        public @Nullable WebAsyncTask<Object> task() {
            return task;
        }
    }

    /**
     * Keeps the request, and with it the timeout, until its task has begun; tells when that has ended and its outcome
     * was handed on.
     */
    private static final class TellingExecutor implements AsyncTaskExecutor {

        private final AsyncTaskExecutor threads = new SimpleAsyncTaskExecutor();
        private final Gate begun = new Gate();
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void execute(Runnable task) {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    ended.countDown();
                }
            });
            begun.passed();
        }

        Callable<Object> telling(Callable<Object> work) {
            return () -> {
                begun.open();
                return work.call();
            };
        }

        /** Waits for the end of the task, and has nothing to say about the timeout then. */
        Object awaitEnd() throws InterruptedException {
            await(ended);
            return CallableProcessingInterceptor.RESULT_NONE;
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    /** What only the interrupt that comes with the timeout ends. */
    private static String endless() throws InterruptedException {
        new CountDownLatch(1).await();
        return "never";
    }

    /** What knows no interrupts, and goes on until the client has its answer. */
    private Object untilAnswered() {
        while (true) {
            try {
                await(answered);
                return "too late";
            } catch (InterruptedException ignored) {
                // It comes with the timeout.
            }
        }
    }

    private void endAnswered() throws InterruptedException {
        answered.countDown();
        executor.awaitEnd();
    }

    private WebAsyncTask<Object> timingOut(Callable<Object> work) {
        return new WebAsyncTask<>(1L, executor, executor.telling(work));
    }

    private HttpResponse<byte[]> get(WebAsyncTask<Object> task) {
        controller.returns(task);
        return ScrapeClient.get(URI.create(
                "http://127.0.0.1:" + application.getEnvironment().getRequiredProperty("local.server.port") + "/task"));
    }

    /** Waits until a call has ended, which the client may know before, and asserts that it has done so once. */
    private void assertEndedOnceWith(String outcome, int failures) {
        TextExposition page = Polling.until(
                "the end of a call",
                LIMIT,
                this::scrape,
                scraped -> !scraped.samples("work_seconds_count").isEmpty());
        assertThat(page.samples("work_seconds_count")).singleElement().satisfies(sample -> {
            assertThat(sample.value()).isEqualTo(1);
            assertThat(sample.labelMap().values()).containsExactly(outcome);
        });
        assertThat(page.value("work_failures_total")).isEqualTo(failures);
        assertThat(page.value("work_in_progress")).isZero();
    }

    private TextExposition scrape() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            application.getBean(Exposition.class).write(ExpositionFormat.TEXT, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return TextExposition.checked(body.toByteArray());
    }

    @Test
    void aTaskThatTheTimeoutInterruptsHasTimedOutAlsoWhereItsThreadIsFirstToTell() throws Exception {
        WebAsyncTask<Object> task = timingOut(TimedOutRequestTests::endless);
        task.onTimeout(executor::awaitEnd);

        assertThat(get(task).statusCode()).isEqualTo(500);

        assertEndedOnceWith("AsyncRequestTimeoutException", 1);
    }

    @Test
    void aTaskThatEndsAfterTheTimeoutWasAnsweredHasTimedOut() throws Exception {
        assertThat(get(timingOut(this::untilAnswered)).statusCode()).isEqualTo(503);
        endAnswered();

        assertEndedOnceWith("AsyncRequestTimeoutException", 1);
    }

    @Test
    void aTaskWhoseTimeoutHasAnAnswerOfItsOwnHasSucceededWithThat() throws Exception {
        WebAsyncTask<Object> task = timingOut(this::untilAnswered);
        task.onTimeout(() -> "instead");

        assertThat(get(task).body()).asString().isEqualTo("instead");
        endAnswered();

        assertEndedOnceWith("instead", 0);
    }

    @Test
    void aTaskWhoseTimeoutFailsHasFailedWithThat() throws Exception {
        WebAsyncTask<Object> task = timingOut(this::untilAnswered);
        task.onTimeout(() -> {
            throw new UnsupportedOperationException("there is nothing else");
        });

        assertThat(get(task).statusCode()).isEqualTo(500);
        endAnswered();

        assertEndedOnceWith("UnsupportedOperationException", 1);
    }

    @Test
    void aTaskWhoseResultReachesTheClientInSpiteOfTheTimeoutHasSucceeded() throws Exception {
        WebAsyncTask<Object> task = timingOut(() -> {
            try {
                return endless();
            } catch (InterruptedException timedOut) {
                return "just in time";
            }
        });
        task.onTimeout(executor::awaitEnd);

        assertThat(get(task).body()).asString().isEqualTo("just in time");

        assertEndedOnceWith("just in time", 0);
    }

    @Test
    void aTaskThatTheExecutorRejectsHasFailedWithTheRejection() {
        AsyncTaskExecutor busy = work -> {
            throw new TaskRejectedException("too busy");
        };

        assertThat(get(new WebAsyncTask<>(LIMIT.toMillis(), busy, () -> "never"))
                        .statusCode())
                .isEqualTo(500);

        assertEndedOnceWith("TaskRejectedException", 1);
    }
}
