package io.metricskit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metricskit.BrokenLog;
import io.metricskit.LoggedLines;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class WorkersTests {

    @Test
    void whatTheDaemonStartsIsADaemonToo() {
        AtomicBoolean daemon = new AtomicBoolean();
        try (Workers workers = new Workers("test", Deadlines.DEFAULT)) {
            workers.startDaemon(() -> daemon.set(new Thread(() -> {}).isDaemon()));
        }

        assertThat(daemon).isTrue();
    }

    @Test
    void aStartThatFailsIsNotTakenForOneThatDidNot() {
        OutOfMemoryError failure = new OutOfMemoryError("unable to create native thread");
        try (Workers workers = new Workers("test", Deadlines.DEFAULT)) {
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> workers.startDaemon(() -> {
                        throw failure;
                    }))
                    .withCause(failure);
        }
    }

    @Test
    void aCollectorThatGoesOnAfterTheEndIsWarnedAbout() {
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (LoggedLines log = new LoggedLines()) {
            Workers workers = busy(end);

            workers.close();

            assertThat(log.warnings()).containsExactly("A metrics server has closed, but a collector goes on.");
        } finally {
            end.complete(null);
        }
    }

    @Test
    void aBrokenLogDoesNotKeepThemFromClosing() {
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (BrokenLog broken = new BrokenLog()) {
            busy(end).close();

            assertThat(broken.warnings()).isEqualTo(1);
        } finally {
            end.complete(null);
        }
    }

    @Test
    void whereNothingGoesOnNoWarningIsLogged() {
        try (LoggedLines log = new LoggedLines()) {
            CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
            busy(done).close();

            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void aCallerWhoIsInterruptedWaitsForNoCollectorAndStaysInterrupted() {
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (LoggedLines log = new LoggedLines()) {
            Workers workers = busy(end);
            Thread.currentThread().interrupt();

            workers.close();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(log.warnings()).isEmpty();
        } finally {
            end.complete(null);
        }
    }

    /** Returns workers of which one has begun something that no interrupt ends. */
    private static Workers busy(CompletableFuture<Void> end) {
        Workers workers = new Workers("test", Deadlines.DEFAULT);
        CompletableFuture<Void> begun = new CompletableFuture<>();
        workers.execute(() -> {
            begun.complete(null);
            end.join();
        });
        begun.join();
        return workers;
    }
}
