package io.metricskit.http;

import static java.lang.Thread.State.TIMED_WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.metricskit.BrokenLog;
import io.metricskit.LoggedLines;
import io.metricskit.testkit.Polling;
import io.metricskit.testkit.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
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
    void aConnectionIsClosedAlsoWhereTheServerOfTheJdkFailsWithAnError() throws IOException {
        CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> uncaught.complete(error));
        OutOfMemoryError failure = new OutOfMemoryError("expected");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            throw failure;
        });
        try (Workers workers = new Workers("test", Deadlines.DEFAULT)) {
            server.setExecutor(workers);
            server.start();
            try (RawClient client = new RawClient(server.getAddress().getPort()).request("GET", "/")) {
                assertThat(client.isCut()).isTrue();
            }
            assertThat(uncaught.orTimeout(30, TimeUnit.SECONDS).join()).isSameAs(failure);
        } finally {
            server.stop(0);
            Thread.setDefaultUncaughtExceptionHandler(null);
        }
    }

    @Test
    void aThreadThatIsFreeServesTheNextRequest() {
        try (Workers workers = new Workers("test", Deadlines.DEFAULT)) {
            Thread first = serving(workers).join();
            Polling.until("the thread is free", Duration.ofMinutes(1), first::getState, TIMED_WAITING::equals);

            assertThat(serving(workers).join()).isSameAs(first);
        }
    }

    @Test
    void aRequestWaitsWhereAllThreadsAreTaken() {
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (Workers workers = new Workers("test", Deadlines.DEFAULT)) {
            for (int i = 0; i < Workers.MAX_THREADS; i++) {
                workers.execute(end::join);
            }
            CompletableFuture<Thread> waiting = serving(workers);

            assertThat(waiting).isNotDone();
            end.complete(null);
            assertThat(waiting).succeedsWithin(Duration.ofMinutes(1));
        }
    }

    /** Returns which thread serves a request. */
    private static CompletableFuture<Thread> serving(Workers workers) {
        CompletableFuture<Thread> server = new CompletableFuture<>();
        workers.execute(() -> server.complete(Thread.currentThread()));
        return server;
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
