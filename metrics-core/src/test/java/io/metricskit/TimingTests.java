package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.metricskit.model.Labels;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The original's decorators: {@code time}, {@code track} and {@code countExceptions}. */
final class TimingTests {

    private final Histogram latency =
            Histogram.builder("latency_seconds").help("Latency.").build();
    private final Summary access =
            Summary.builder("access_seconds").help("Access.").build();
    private final Gauge inProgress =
            Gauge.builder("in_progress").help("Calls in progress.").build();
    private final Counter failures =
            Counter.builder("failures_total").help("Failures.").build();

    private final Object result = new Object();
    private final IOException failure = new IOException("expected");

    private int calls;

    private Object work() {
        calls++;
        return result;
    }

    private void action() {
        calls++;
    }

    private Object failingWork() throws IOException {
        calls++;
        throw failure;
    }

    private void failingAction() throws IOException {
        calls++;
        throw failure;
    }

    @Test
    void theVeryResultComesBack() {
        assertThat(latency.time(() -> work())).isSameAs(result);
        assertThat(access.labels("path", "/").time(this::work)).isSameAs(result);
        assertThat(inProgress.track(() -> work())).isSameAs(result);
        assertThat(inProgress.labels("path", "/").track(this::work)).isSameAs(result);
        assertThat(failures.countExceptions(() -> work())).isSameAs(result);
        assertThat(failures.labels("path", "/").countExceptions(this::work)).isSameAs(result);

        assertThat(calls).isEqualTo(6);
        assertThat(latency.get().count()).isEqualTo(1);
        assertThat(access.labels("path", "/").get().count()).isEqualTo(1);
        assertThat(inProgress.labels("path", "/").get()).isZero();
        assertThat(failures.labels("path", "/").get()).isZero();
    }

    @Test
    void noMoreIsObservedThanTheTimeThatTheCallTook() throws IOException {
        long start = System.nanoTime();
        latency.time(() -> work());
        latency.time(() -> action());
        latency.timeAsync(() -> CompletableFuture.completedFuture(result));
        double atMost = (System.nanoTime() - start) / 1e9;

        assertThat(latency.get().sum()).isBetween(0.0, atMost);
    }

    @Test
    void nullIsAResult() {
        String none = latency.time(() -> (String) null);

        assertThat(none).isNull();
        assertThat(latency.get().count()).isEqualTo(1);
    }

    @Test
    void actionsReturnNothing() {
        latency.time(() -> action());
        inProgress.track(this::action);
        failures.countExceptions(() -> action());
        latency.time(() -> {});

        assertThat(calls).isEqualTo(3);
        assertThat(latency.get().count()).isEqualTo(2);
    }

    @Test
    void theVeryExceptionOfWorkComesBack() {
        assertThat(catchThrowable(() -> latency.time(() -> failingWork()))).isSameAs(failure);
        assertThat(catchThrowable(() -> inProgress.track(this::failingWork))).isSameAs(failure);
        assertThat(catchThrowable(() -> failures.countExceptions(() -> failingWork())))
                .isSameAs(failure);

        assertThat(failure.getSuppressed()).isEmpty();
        assertThat(calls).isEqualTo(3);
        assertThat(latency.get().count()).isEqualTo(1);
        assertThat(inProgress.get()).isZero();
        assertThat(failures.get()).isEqualTo(1);
    }

    @Test
    void theVeryExceptionOfAnActionComesBack() {
        assertThat(catchThrowable(() -> access.time(() -> failingAction()))).isSameAs(failure);
        assertThat(catchThrowable(() -> inProgress.track(this::failingAction))).isSameAs(failure);
        assertThat(catchThrowable(() -> failures.countExceptions(() -> failingAction())))
                .isSameAs(failure);

        assertThat(access.get().count()).isEqualTo(1);
        assertThat(inProgress.get()).isZero();
        assertThat(failures.get()).isEqualTo(1);
    }

    @Test
    void checkedExceptionsKeepTheirTypeForTheCompiler() {
        try {
            latency.time(() -> failingWork());
            inProgress.track(() -> failingAction());
            failures.countExceptions(() -> failingWork());
        } catch (IOException e) { // would not compile if the methods declared more, or nothing
            assertThat(e).isSameAs(failure);
        }
    }

    @Test
    void lambdasThatOnlyThrowCompile() {
        assertThatThrownBy(() -> latency.time(() -> {
                    throw new FileNotFoundException("timed");
                }))
                .isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> inProgress.track(() -> {
                    throw new FileNotFoundException("tracked");
                }))
                .isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> failures.labels("a", "b").countExceptions(() -> {
                    throw new FileNotFoundException("counted");
                }))
                .isInstanceOf(FileNotFoundException.class);
        assertThat(failures.labels("a", "b").get()).isEqualTo(1);
    }

    @Test
    void errorsCountAsExceptions() {
        Error error = new AssertionError("expected");

        assertThat(catchThrowable(() -> failures.countExceptions(() -> {
                    throw error;
                })))
                .isSameAs(error);
        Action<RuntimeException> failing = () -> {
            throw error;
        };
        assertThat(catchThrowable(() -> failures.countExceptions(failing))).isSameAs(error);
        assertThat(failures.get()).isEqualTo(2);
    }

    @Test
    void aWrapperThatWrapsNothingCountsItself() {
        for (Throwable wrapper : List.of(new CompletionException(null), new ExecutionException("alone", null))) {
            assertThat(catchThrowable(() -> failures.countExceptions(() -> {
                        throw wrapper;
                    })))
                    .isSameAs(wrapper);
        }

        assertThat(failures.get()).isEqualTo(2);
    }

    @Test
    void cancellationIsNoExceptionToCount() {
        CancellationException cancelled = new CancellationException();

        assertThat(catchThrowable(() -> failures.countExceptions(() -> {
                    throw cancelled;
                })))
                .isSameAs(cancelled);
        assertThat(catchThrowable(() -> failures.countExceptions(() -> {
                    throw new CompletionException(new ExecutionException(cancelled));
                })))
                .isInstanceOf(CompletionException.class);
        assertThat(failures.get()).isZero();
    }

    @Test
    void anExceptionOfOnesOwnThatACancellationHasCausedCounts() {
        assertThat(catchThrowable(() -> failures.countExceptions(() -> {
                    throw new IllegalStateException(new CancellationException());
                })))
                .isInstanceOf(IllegalStateException.class);

        assertThat(failures.get()).isEqualTo(1);
    }

    @Test
    void causesThatFormACircleCountOnce() {
        ExecutionException inner = new ExecutionException("inner") {};
        CompletionException outer = new CompletionException(inner);
        inner.initCause(outer);

        assertThat(catchThrowable(() -> failures.countExceptions(() -> {
                    throw outer;
                })))
                .isSameAs(outer);
        assertThat(failures.get()).isEqualTo(1);
    }

    @Test
    void aCallIsInProgressWhileItRuns() {
        double during = inProgress.track(() -> inProgress.track(() -> inProgress.get()));

        assertThat(during).isEqualTo(2);
        assertThat(inProgress.get()).isZero();
    }

    @Test
    void anAsyncCallIsTimedUntilItsStageEnds() {
        CompletableFuture<String> future = new CompletableFuture<>();

        CompletableFuture<String> same = latency.timeAsync(() -> future);

        assertThat(same).isSameAs(future);
        assertThat(latency.get().count()).isZero();
        future.complete("done");
        assertThat(latency.get().count()).isEqualTo(1);
    }

    @Test
    void anAsyncCallIsInProgressUntilItsStageEnds() {
        CompletableFuture<String> future = new CompletableFuture<>();

        assertThat(inProgress.trackAsync(() -> future)).isSameAs(future);

        assertThat(inProgress.get()).isEqualTo(1);
        future.completeExceptionally(failure);
        assertThat(inProgress.get()).isZero();
    }

    @Test
    void aStageThatFailsIsCounted() {
        CompletableFuture<String> future = new CompletableFuture<>();

        assertThat(failures.countExceptionsAsync(() -> future)).isSameAs(future);

        future.completeExceptionally(failure);
        assertThat(failures.get()).isEqualTo(1);
        assertThat(catchThrowable(future::get)).hasCause(failure);
    }

    @Test
    void aStageThatHasEndedAlreadyCountsAtOnce() {
        CompletionStage<String> ended = CompletableFuture.completedStage("done");
        CompletionStage<String> failed = CompletableFuture.failedStage(failure);

        // As objects: AssertJ would convert a stage before it compares.
        assertThat((Object) latency.timeAsync(() -> ended)).isSameAs(ended);
        assertThat((Object) inProgress.trackAsync(() -> failed)).isSameAs(failed);
        assertThat((Object) failures.countExceptionsAsync(() -> failed)).isSameAs(failed);

        assertThat(latency.get().count()).isEqualTo(1);
        assertThat(inProgress.get()).isZero();
        assertThat(failures.get()).isEqualTo(1);
    }

    @Test
    void cancellationEndsTheCallAndIsNoExceptionToCount() {
        CompletableFuture<String> future = new CompletableFuture<>();
        latency.timeAsync(() -> future);
        inProgress.trackAsync(() -> future);
        failures.countExceptionsAsync(() -> future);
        CompletableFuture<String> dependent = failures.countExceptionsAsync(() -> future.thenApply(String::trim));

        future.cancel(true);

        assertThat(future).isCancelled();
        assertThat(dependent).isCompletedExceptionally();
        assertThat(latency.get().count()).isEqualTo(1);
        assertThat(inProgress.get()).isZero();
        assertThat(failures.get()).isZero();
    }

    @Test
    void aStageThatIsNullHasEnded() {
        Supplier<CompletableFuture<String>> none = () -> null;

        assertThat(latency.timeAsync(none)).isNull();
        assertThat(inProgress.trackAsync(none)).isNull();
        assertThat(failures.countExceptionsAsync(none)).isNull();

        assertThat(latency.get().count()).isEqualTo(1);
        assertThat(inProgress.get()).isZero();
        assertThat(failures.get()).isZero();
    }

    @Test
    void workThatThrowsInsteadOfReturningAStageHasEnded() {
        IllegalStateException refused = new IllegalStateException("expected");
        Supplier<CompletableFuture<String>> refusing = () -> {
            throw refused;
        };

        assertThat(catchThrowable(() -> latency.timeAsync(refusing))).isSameAs(refused);
        assertThat(catchThrowable(() -> inProgress.trackAsync(refusing))).isSameAs(refused);
        assertThat(catchThrowable(() -> failures.countExceptionsAsync(refusing)))
                .isSameAs(refused);

        assertThat(latency.get().count()).isEqualTo(1);
        assertThat(inProgress.get()).isZero();
        assertThat(failures.get()).isEqualTo(1);
    }

    @Test
    void asyncWorkThatThrowsAnErrorHasEnded() {
        Error error = new AssertionError("expected");
        Supplier<CompletableFuture<String>> failing = () -> {
            throw error;
        };

        assertThat(catchThrowable(() -> latency.timeAsync(failing))).isSameAs(error);
        assertThat(catchThrowable(() -> inProgress.trackAsync(failing))).isSameAs(error);
        assertThat(catchThrowable(() -> failures.countExceptionsAsync(failing))).isSameAs(error);

        assertThat(latency.get().count()).isEqualTo(1);
        assertThat(inProgress.get()).isZero();
        assertThat(failures.get()).isEqualTo(1);
    }

    @Test
    void noErrorOfARecordingChangesTheCall() {
        Observer observer = value -> {
            throw new AssertionError("an observer of one's own");
        };
        CallTracker beginning = tracker(1);
        CallTracker ending = tracker(2);
        FailureCounter counter = () -> {
            throw new AssertionError("a counter of one's own");
        };

        try (LoggedLines log = new LoggedLines()) {
            assertThat(observer.time(() -> work())).isSameAs(result);
            assertThat(beginning.track(() -> work())).isSameAs(result);
            assertThat(ending.track(() -> work())).isSameAs(result);
            assertThat(catchThrowable(() -> counter.countExceptions(() -> failingWork())))
                    .isSameAs(failure);
            assertThat(log.warnings())
                    .satisfiesExactly(
                            line -> assertThat(line).contains("an observer of one's own"),
                            line -> assertThat(line).contains("a tracker of one's own at call 1"),
                            line -> assertThat(line).contains("a tracker of one's own at call 2"),
                            line -> assertThat(line).contains("a counter of one's own"));
        }
    }

    /** Returns a tracker whose first or second call fails. */
    private static CallTracker tracker(int failingCall) {
        AtomicInteger trackerCalls = new AtomicInteger();
        Runnable call = () -> {
            if (trackerCalls.incrementAndGet() == failingCall) {
                throw new AssertionError("a tracker of one's own at call " + failingCall);
            }
        };
        return new CallTracker() {
            @Override
            public void inc() {
                call.run();
            }

            @Override
            public void dec() {
                call.run();
            }
        };
    }

    @Test
    void aRecordingThatFailsNeverChangesTheCall() {
        // Each is declared with a label, so that recording without one is refused.
        Summary misused = Summary.builder("misused_seconds")
                .help("Misused.")
                .labelNames("k")
                .build();
        Gauge misusedGauge =
                Gauge.builder("misused").help("Misused.").labelNames("k").build();
        Counter misusedCounter = Counter.builder("misused_total")
                .help("Misused.")
                .labelNames("k")
                .build();
        CompletableFuture<Object> ended = CompletableFuture.completedFuture(result);
        CompletableFuture<Object> failed = CompletableFuture.failedFuture(failure);

        try (LoggedLines log = new LoggedLines()) {
            assertThat(misused.time(() -> work())).isSameAs(result);
            assertThat(misusedGauge.track(() -> work())).isSameAs(result);
            assertThat(catchThrowable(() -> misused.time(() -> failingWork()))).isSameAs(failure);
            assertThat(catchThrowable(() -> misusedGauge.track(() -> failingAction())))
                    .isSameAs(failure);
            assertThat(catchThrowable(() -> misusedCounter.countExceptions(() -> failingWork())))
                    .isSameAs(failure);
            assertThat(misused.timeAsync(() -> ended)).isSameAs(ended);
            assertThat(misusedGauge.trackAsync(() -> ended)).isSameAs(ended);
            assertThat(misusedCounter.countExceptionsAsync(() -> failed)).isSameAs(failed);
            assertThat(log.warnings())
                    .satisfiesExactlyInAnyOrder(
                            line -> assertThat(line).contains("'misused_seconds'"),
                            line -> assertThat(line).contains("'misused'"),
                            line -> assertThat(line).contains("'misused_total'"));
        }
        assertThat(failure.getSuppressed()).isEmpty();
        assertThat(Scrape.of(misused).families()).isEmpty();
    }

    @Test
    void clearingDuringATrackedCallDoesNotLeaveItBelowZero() {
        inProgress.track(() -> inProgress.clear());

        assertThat(inProgress.get()).isZero();
    }

    @Test
    void aStageThatRefusesCallbacksDoesNotLeaveItsCallInProgress() {
        CompletableFuture<String> unhelpful = new CompletableFuture<>() {
            @Override
            public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
                throw new UnsupportedOperationException("expected");
            }
        };

        try (LoggedLines log = new LoggedLines()) {
            assertThat(inProgress.trackAsync(() -> unhelpful)).isSameAs(unhelpful);
            assertThat(log.warnings()).hasSize(1);
        }
        assertThat(inProgress.get()).isZero();
    }

    @Test
    void aLogThatFailsDoesNotChangeTheCall() {
        // The call goes over the bound, which is logged whatever was logged before.
        Gauge full = Gauge.builder("full").help("Full.").maxSeries(1).build();
        full.set(Labels.of("k", "v"), 1);
        try (BrokenLog broken = new BrokenLog()) {
            assertThat(full.track(() -> work())).isSameAs(result);
            assertThat(broken.warnings()).isEqualTo(1);
        }
        assertThat(calls).isEqualTo(1);
    }
}
