package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import io.metricskit.testkit.TextExposition;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** When a call ends, what it ends with, and that the caller gets the very same. */
final class CallOutcomeTests {

    @AutoClose
    private final AspectContext context = AspectContext.of(Work.class, RefusingWork.class);

    private final Work work = context.bean(Work.class);

    static class Work {

        @Timed("work_seconds")
        @InProgress("work_in_progress")
        @CountExceptions("work_failures_total")
        public <T> T run(Supplier<T> body) {
            return body.get();
        }

        @Timed("work_seconds")
        @InProgress("work_in_progress")
        @CountExceptions("work_failures_total")
        public @Nullable CompletionStage<String> start(Supplier<? extends @Nullable CompletionStage<String>> body) {
            return body.get();
        }

        @CountExceptions(name = "all_total", labels = "type=#exception")
        @CountExceptions(name = "io_total", include = IOException.class, exclude = FileNotFoundException.class)
        @CountExceptions(name = "not_state_total", exclude = IllegalStateException.class)
        @CountExceptions(
                name = "cancelled_total",
                include = {CancellationException.class, IOException.class})
        @CountExceptions(name = "runtime_total", include = RuntimeException.class)
        public void fail(Throwable failure) throws Throwable {
            throw failure;
        }
    }

    private void assertEnded(int calls, int failures) {
        TextExposition scrape = context.scrape();
        assertThat(scrape.value("work_seconds_count")).isEqualTo(calls);
        assertThat(scrape.value("work_in_progress")).isZero();
        assertThat(scrape.value("work_failures_total")).isEqualTo(failures);
        assertThat(scrape.hasFamily("metrics_instrumentation_errors_total")).isFalse();
    }

    private void assertStillRunning() {
        TextExposition scrape = context.scrape();
        assertThat(scrape.value("work_in_progress")).isEqualTo(1);
        assertThat(scrape.value("work_seconds_count")).isZero();
    }

    @Test
    void aCallEndsWhenItReturns() {
        Object result = new Object();

        assertThat(work.run(() -> {
                    assertStillRunning();
                    return result;
                }))
                .isSameAs(result);

        assertEnded(1, 0);
    }

    @Test
    void theSecondsOfACallAreThoseBetweenItsBeginningAndItsEnd() {
        AtomicLong within = new AtomicLong();

        long start = System.nanoTime();
        work.run(() -> {
            long begin = System.nanoTime();
            while (within.get() < 1_000_000) {
                within.set(System.nanoTime() - begin);
            }
            return "done";
        });
        long around = System.nanoTime() - start;

        assertThat(context.scrape().value("work_seconds_sum")).isBetween(within.get() / 1e9, around / 1e9);
    }

    @Test
    void aCallThatThrowsIsTimedAndCountedAndThrowsTheSame() {
        Error failure = new AssertionError("the caller's");

        assertThat(Failures.of(() -> work.run(() -> {
                    throw failure;
                })))
                .isSameAs(failure);

        assertEnded(1, 1);
    }

    @Test
    void anAsynchronousCallEndsWhenItsStageCompletes() {
        CompletableFuture<String> future = new CompletableFuture<>();

        assertThat(work.start(() -> future)).isSameAs(future);
        assertStillRunning();
        future.complete("done");

        assertEnded(1, 0);
    }

    @Test
    void anAsynchronousCallWhoseDeclaredTypeSaysNothingEndsWithItsStageToo() {
        CompletableFuture<String> future = new CompletableFuture<>();

        assertThat(work.run(() -> future)).isSameAs(future);
        assertStillRunning();
        future.complete("done");

        assertEnded(1, 0);
    }

    @Test
    void anAsynchronousCallThatFailsIsTimedAndCounted() {
        CompletableFuture<String> future = new CompletableFuture<>();

        work.start(() -> future);
        future.completeExceptionally(new IOException("gone"));

        assertEnded(1, 1);
    }

    /** As the documentation says: the JDK runs what was attached to a stage last first. */
    @Test
    void whatACallerAttachesToTheStageRunsBeforeTheCallEnds() {
        CompletableFuture<String> future = new CompletableFuture<>();

        CompletionStage<Void> attached = work.start(() -> future).thenRun(this::assertStillRunning);
        future.complete("done");

        assertThat(attached).isCompleted();
        assertEnded(1, 0);
    }

    @Test
    void aStageThatHasCompletedEndsTheCallAtOnce() {
        work.start(() -> CompletableFuture.completedFuture("done"));
        work.start(() -> CompletableFuture.failedFuture(new IOException("gone")));

        assertEnded(2, 1);
    }

    @Test
    void cancellingTheReturnedFutureReachesTheWorkAndIsNoFailure() {
        CompletableFuture<String> future = new CompletableFuture<>();

        CompletableFuture<?> returned = (CompletableFuture<?>) work.start(() -> future);
        returned.cancel(true);

        assertThat(future).isCancelled();
        assertEnded(1, 0);
    }

    @Test
    void anAsynchronousCallThatReturnsNullHasEnded() {
        assertThat(work.start(() -> null)).isNull();

        assertEnded(1, 0);
    }

    @Test
    void anAsynchronousCallThatThrowsBeforeThereIsAStageIsTimedAndCounted() {
        assertThatThrownBy(() -> work.start(() -> {
                    throw new IllegalStateException("too early");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertEnded(1, 1);
    }

    @Test
    void aStageOfTheUsersOwnTypeIsReturnedAsItIs() {
        OwnStage stage = new OwnStage();

        assertThat(work.start(() -> stage)).isSameAs(stage);
        assertStillRunning();
        stage.complete("done");

        assertEnded(1, 0);
    }

    /** Refuses what {@code whenComplete} on a plain future would have made with a cast. */
    static final class OwnStage extends CompletableFuture<String> {

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new CompletableFuture<>();
        }
    }

    static class RefusingWork {

        @InProgress("refused_in_progress")
        @Timed("refused_seconds")
        public CompletionStage<String> start(CompletionStage<String> stage) {
            return stage;
        }
    }

    /** A stage that calls its listener or not, and throws in either case. */
    static final class RefusingStage extends CompletableFuture<String> {

        private final boolean calls;

        RefusingStage(boolean calls) {
            this.calls = calls;
        }

        @Override
        public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
            if (calls) {
                action.accept("done", null);
            }
            throw new UnsupportedOperationException("no listeners");
        }
    }

    @Test
    void aStageThatRefusesListenersEndsTheCallOnce() {
        for (boolean calls : new boolean[] {false, true}) {
            RefusingStage stage = new RefusingStage(calls);
            assertThat(context.bean(RefusingWork.class).start(stage)).isSameAs(stage);
        }

        TextExposition scrape = context.scrape();
        assertThat(scrape.value("refused_in_progress")).isZero();
        assertThat(scrape.value("refused_seconds_count")).isEqualTo(2);
        assertThat(context.errors(RefusingWork.class, "start")).isEqualTo(4);
    }

    private double failures(Throwable failure, String metric) {
        double before = failures(metric);
        assertThat(Failures.of(() -> work.fail(failure))).isSameAs(failure);
        return failures(metric) - before;
    }

    private double failures(String metric) {
        return context.scrape().samples(metric).stream()
                .mapToDouble(sample -> sample.value())
                .sum();
    }

    @Test
    void withoutTypesEveryFailureCounts() {
        assertThat(failures(new IOException(), "all_total")).isEqualTo(1);
        assertThat(failures(new StackOverflowError(), "all_total")).isEqualTo(1);
    }

    @Test
    void includedTypesCountWithTheirSubtypesLessTheExcludedOnes() {
        assertThat(failures(new IOException(), "io_total")).isEqualTo(1);
        assertThat(failures(new java.net.ConnectException(), "io_total")).isEqualTo(1);
        assertThat(failures(new FileNotFoundException(), "io_total")).isZero();
        assertThat(failures(new IllegalStateException(), "io_total")).isZero();
        assertThat(failures(new IllegalArgumentException(), "not_state_total")).isEqualTo(1);
        assertThat(failures(new IllegalStateException(), "not_state_total")).isZero();
    }

    @Test
    void wrappersOfConcurrentWorkAreLookedThrough() {
        assertThat(failures(new CompletionException(new IOException()), "io_total"))
                .isEqualTo(1);
        assertThat(failures(new ExecutionException(new CompletionException(new IOException())), "io_total"))
                .isEqualTo(1);
        assertThat(failures(new CompletionException("without a cause", null), "all_total"))
                .isEqualTo(1);

        assertThat(context.scrape().value("all_total", "type", "IOException")).isEqualTo(2);
    }

    @Test
    void aCancellationCountsOnlyWhereItIsNamed() {
        assertThat(failures(new CancellationException(), "all_total")).isZero();
        assertThat(failures(new CancellationException(), "runtime_total")).isZero();
        assertThat(failures(new CancellationException(), "cancelled_total")).isEqualTo(1);
        assertThat(failures(new CompletionException(new CancellationException()), "cancelled_total"))
                .isEqualTo(1);
    }
}
