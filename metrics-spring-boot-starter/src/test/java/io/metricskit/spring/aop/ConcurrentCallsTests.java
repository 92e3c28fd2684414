package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import io.metricskit.testkit.TextExposition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Scope;

/** Totals under many threads. */
final class ConcurrentCallsTests {

    private static final int THREADS = 8;
    private static final int CALLS = 2_000;

    @Scope("prototype")
    static class Desk {

        @Timed(name = "desk_seconds", buckets = 1, labels = "thread=#thread")
        @InProgress("desk_in_progress")
        @CountExceptions("desk_failures_total")
        public CompletableFuture<String> serve(int thread, int call) {
            return switch (call % 4) {
                case 0 -> CompletableFuture.completedFuture("done");
                case 1 -> CompletableFuture.failedFuture(new IllegalStateException());
                case 2 -> throw new IllegalArgumentException();
                default -> CompletableFuture.supplyAsync(() -> "done");
            };
        }
    }

    @Test
    void totalsAreExactUnderManyThreadsAndNothingIsInProgressAfterwards() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (AspectContext context = AspectContext.of(Desk.class)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i % 2;
                // A proxy each, so that the first call of all races.
                Desk desk = context.bean(Desk.class);
                running.add(threads.submit(() -> serve(desk, thread)));
            }
            for (Future<?> each : running) {
                each.get();
            }

            TextExposition scrape = context.scrape();
            assertThat(scrape.value("desk_seconds_count", "thread", "0")).isEqualTo(THREADS / 2.0 * CALLS);
            assertThat(scrape.value("desk_seconds_count", "thread", "1")).isEqualTo(THREADS / 2.0 * CALLS);
            assertThat(scrape.value("desk_in_progress")).isZero();
            assertThat(scrape.value("desk_failures_total")).isEqualTo(THREADS * CALLS / 2.0);
            assertThat(context.errors(Desk.class, "serve")).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void serve(Desk desk, int thread) {
        for (int call = 0; call < CALLS; call++) {
            try {
                desk.serve(thread, call).join();
            } catch (RuntimeException expected) {
                // Half of the calls fail.
            }
        }
    }
}
