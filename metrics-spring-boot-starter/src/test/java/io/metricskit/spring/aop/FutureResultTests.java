package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Futures that take no listeners, of methods whose declared type does not say so; if it does, the annotation is refused
 * at the start.
 */
final class FutureResultTests {

    @AutoClose
    private final AspectContext context = AspectContext.of(Work.class);

    private final Work work = context.bean(Work.class);
    private final MeasuredCalls calls = new MeasuredCalls(context);

    static class Work {

        @Measured
        public <T> T any(Supplier<T> body) {
            return body.get();
        }
    }

    private void returnDone(Callable<String> body) {
        FutureTask<String> task = new FutureTask<>(body);
        task.run();
        assertThat(work.<Future<String>>any(() -> task)).isSameAs(task);
    }

    @Test
    void aFutureThatIsDoneHasEndedWithItsResult() {
        returnDone(() -> "done");

        calls.are(0, 0, "done");
    }

    @Test
    void aFutureThatHasFailedIsAFailedCall() {
        returnDone(() -> {
            throw new IOException("gone");
        });

        calls.are(0, 1, "IOException");
    }

    @Test
    void aFutureThatWasCancelledIsNoFailure() {
        FutureTask<String> task = new FutureTask<>(() -> "done");
        task.cancel(false);

        assertThat(work.<Future<String>>any(() -> task)).isSameAs(task);

        calls.are(0, 0, "CancellationException");
    }

    @Test
    void aThreadThatWasInterruptedIsStillInterrupted() {
        FutureTask<String> task = new FutureTask<>(() -> "done") {
            @Override
            public String get() throws InterruptedException {
                throw new InterruptedException();
            }
        };
        task.run();

        work.<Future<String>>any(() -> task);

        assertThat(Thread.interrupted()).isTrue();
        calls.are(0, 0, "");
    }

    @Test
    void aFutureThatIsNotDoneEndsTheCallWhenItIsReturnedAndIsCountedAsAnError() {
        FutureTask<String> task = new FutureTask<>(() -> "done");

        assertThat(work.<Future<String>>any(() -> task)).isSameAs(task);

        assertThat(context.scrape().value("work_in_progress")).isZero();
        // One for each of the three annotations.
        assertThat(context.errors(Work.class, "any")).isEqualTo(3);
    }
}
