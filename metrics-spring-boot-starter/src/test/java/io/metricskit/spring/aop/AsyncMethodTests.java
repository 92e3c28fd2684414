package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.annotation.Timed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

/** Methods that Spring calls on another thread: measured there, however late. */
final class AsyncMethodTests {

    @AutoClose
    private final AspectContext context = AspectContext.of(Executors.class, Work.class);

    private final Work work = context.bean(Work.class);
    private final LaterExecutor executor = context.bean(LaterExecutor.class);
    private final MeasuredCalls calls = new MeasuredCalls(context);

    @Configuration(proxyBeanMethods = false)
    @EnableAsync
    static class Executors {

        @Bean
        LaterExecutor taskExecutor() {
            return new LaterExecutor();
        }
    }

    static class Work {

        @Async
        @Measured
        public void runs(Runnable body) {
            body.run();
        }

        @Async
        @Measured
        public CompletableFuture<String> completes(Callable<String> body) throws Exception {
            return CompletableFuture.completedFuture(body.call());
        }

        @Async
        @Measured
        public Future<String> plain(String value) {
            FutureTask<String> done = new FutureTask<>(() -> value);
            done.run();
            return done;
        }
    }

    @Test
    void aMethodWithoutAResultIsMeasuredWhileItRuns() {
        work.runs(() -> calls.are(1, 0));
        calls.are(0, 0);

        executor.runNext();

        calls.are(0, 0, "");
    }

    @Test
    void aMethodWithoutAResultThatFailsIsCounted() {
        work.runs(() -> {
            throw new UncheckedIOException(new IOException("gone"));
        });

        executor.runNext();

        calls.are(0, 1, "UncheckedIOException");
    }

    @Test
    void aMethodWithACompletableFutureIsMeasuredWhileItRuns() throws Exception {
        CompletableFuture<String> future = work.completes(() -> {
            calls.are(1, 0);
            return "done";
        });
        calls.are(0, 0);

        executor.runNext();

        assertThat(future.get()).isEqualTo("done");
        calls.are(0, 0, "done");
    }

    @Test
    void aMethodWithACompletableFutureThatFailsIsCounted() throws Exception {
        CompletableFuture<String> future = work.completes(() -> {
            throw new IOException("gone");
        });

        executor.runNext();

        assertThat(future).isCompletedExceptionally();
        calls.are(0, 1, "IOException");
    }

    @Test
    void aMethodWithAPlainFutureIsMeasuredToItsResult() throws ExecutionException, InterruptedException {
        Future<String> future = work.plain("done");
        calls.are(0, 0);

        executor.runNext();

        assertThat(future.get()).isEqualTo("done");
        calls.are(0, 0, "done");
    }

    static class PlainWork {

        @Timed("inherited_seconds")
        public Future<String> work() {
            return CompletableFuture.completedFuture("done");
        }
    }

    @Async
    static class LaterWork extends PlainWork {}

    @Test
    void aPlainFutureOfAnInheritedMethodIsMeasuredIfTheSubclassIsAsync() {
        try (AspectContext own = AspectContext.strict(Executors.class, LaterWork.class)) {
            own.bean(LaterWork.class).work();
            own.bean(LaterExecutor.class).runNext();

            assertThat(own.scrape().value("inherited_seconds_count")).isEqualTo(1);
        }
    }

    @Async
    interface Later {}

    static class LaterWorkByItsInterface extends PlainWork implements Later {}

    @Test
    void aPlainFutureIsMeasuredAlsoIfAnInterfaceIsAsync() {
        try (AspectContext own = AspectContext.strict(Executors.class, LaterWorkByItsInterface.class)) {
            own.bean(LaterWorkByItsInterface.class).work();
            own.bean(LaterExecutor.class).runNext();

            assertThat(own.scrape().value("inherited_seconds_count")).isEqualTo(1);
        }
    }

    interface AsyncWork {

        @Async
        Future<String> work();
    }

    static class WorkOfAnInterface implements AsyncWork {

        @Override
        @Timed("inherited_seconds")
        public Future<String> work() {
            return CompletableFuture.completedFuture("done");
        }
    }

    @Test
    void aPlainFutureIsMeasuredAlsoIfTheMethodOfAnInterfaceIsAsync() {
        try (AspectContext own = AspectContext.strict(Executors.class, WorkOfAnInterface.class)) {
            own.bean(AsyncWork.class).work();
            own.bean(LaterExecutor.class).runNext();

            assertThat(own.scrape().value("inherited_seconds_count")).isEqualTo(1);
        }
    }
}
