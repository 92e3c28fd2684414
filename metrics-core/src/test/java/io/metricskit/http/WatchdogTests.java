package io.metricskit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.testkit.Gate;
import io.metricskit.testkit.Polling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WatchdogTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofDays(1);
    private static final Deadlines NO_HURRY = new Deadlines(LONG, LONG, LONG, LONG);

    private final Gate end = new Gate();
    private final List<Watchdog> watchdogs = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void endAll() throws InterruptedException {
        end.open();
        for (Thread thread : threads) {
            thread.join();
        }
        watchdogs.forEach(Watchdog::close);
    }

    private Watchdog watchdog(Deadlines deadlines) {
        Watchdog watchdog = new Watchdog(deadlines, Thread::new);
        watchdogs.add(watchdog);
        return watchdog;
    }

    /** Returns a request that is served until the end of the test, even where it is cut. */
    private WatchedRequest served(Watchdog watchdog, Consumer<WatchedRequest> state) {
        CompletableFuture<WatchedRequest> begun = new CompletableFuture<>();
        Thread thread = new Thread(() -> watchdog.watch(() -> {
            WatchedRequest request = watchdog.current();
            state.accept(request);
            begun.complete(request);
            stay();
        }));
        threads.add(thread);
        thread.start();
        return begun.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void stay() {
        boolean passed = false;
        while (!passed) {
            try {
                end.passed();
                passed = true;
            } catch (IllegalStateException cut) {
                // It stays nevertheless.
            }
        }
    }

    private static void receiving(WatchedRequest request) {}

    private static void collecting(WatchedRequest request) {
        request.startsToAnswer();
    }

    private static void sending(WatchedRequest request) {
        request.startsToAnswer();
        request.startsToSend();
    }

    private static void awaitCut(WatchedRequest... requests) {
        Polling.until(
                "all are cut",
                LIMIT,
                () -> List.of(requests).stream().filter(WatchedRequest::isCut).count(),
                cut -> cut == requests.length);
    }

    @Test
    void aClientThatDoesNotTakeItsAnswerIsCutHoweverMuchTimeARequestHas() {
        Watchdog watchdog = watchdog(new Deadlines(LONG, Duration.ZERO, LONG, LONG));

        awaitCut(served(watchdog, WatchdogTests::sending));
    }

    @Test
    void aClientThatDoesNotSendIsCutHoweverMuchTimeAnAnswerHas() {
        Watchdog watchdog = watchdog(new Deadlines(Duration.ZERO, LONG, LONG, LONG));

        awaitCut(served(watchdog, WatchdogTests::receiving));
    }

    @Test
    void aClientThatWaitsForItsAnswerIsNotCut() {
        Watchdog watchdog = watchdog(new Deadlines(LONG, Duration.ZERO, LONG, LONG));
        WatchedRequest waiting = served(watchdog, WatchdogTests::collecting);

        // One thread looks at both, and at the one that waits first.
        awaitCut(served(watchdog, WatchdogTests::sending));

        assertThat(waiting.isCut()).isFalse();
    }

    @Test
    void aRequestThatHasEndedIsForgotten() {
        Watchdog watchdog = watchdog(NO_HURRY);
        List<WatchedRequest> requests = new ArrayList<>();

        assertThatThrownBy(() -> watchdog.watch(() -> {
                    requests.add(watchdog.current());
                    throw new IllegalArgumentException("expected");
                }))
                .hasMessage("expected");

        requests.get(0).cut();
        assertThat(Thread.interrupted()).isFalse();
        assertThatIllegalStateException().isThrownBy(watchdog::current);
    }

    @Test
    void aClosedOneServesNoRequest() {
        Watchdog watchdog = watchdog(NO_HURRY);
        AtomicInteger served = new AtomicInteger();
        watchdog.close();

        watchdog.watch(served::incrementAndGet);

        assertThat(served).hasValue(0);
        assertThatIllegalStateException().isThrownBy(watchdog::current);
    }

    @Test
    void whereThereIsNoMemoryToWatchARequestItsConnectionIsCutWhenItIsRead() {
        List<Boolean> interrupted = new ArrayList<>();
        try (Watchdog watchdog = new Watchdog(NO_HURRY, work -> {
            throw new OutOfMemoryError("unable to create native thread");
        })) {
            assertThatCode(() -> watchdog.watch(() -> interrupted.add(Thread.interrupted())))
                    .doesNotThrowAnyException();
        }

        assertThat(interrupted).containsExactly(true);
    }

    @Test
    void roomIsAskedForAgainWhereThereWasNoMemoryToMakeIt() {
        OutOfMemoryError failure = new OutOfMemoryError("unable to create native thread");
        try (Watchdog watchdog = new Watchdog(NO_HURRY, work -> {
            throw failure;
        })) {
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(OutOfMemoryError.class)
                        .isThrownBy(() -> watchdog.makeRoom(() -> 1))
                        .isSameAs(failure);
            }
        }
    }

    @Test
    void roomIsMadeUntilNobodyWaitsByCuttingThoseWhoSendAndThoseWhoDoNotRead() {
        Watchdog watchdog = watchdog(NO_HURRY);
        WatchedRequest receiving = served(watchdog, WatchdogTests::receiving);
        WatchedRequest sending = served(watchdog, WatchdogTests::sending);
        WatchedRequest collecting = served(watchdog, WatchdogTests::collecting);

        watchdog.makeRoom(() -> receiving.isCut() && sending.isCut() ? 0 : 1);

        awaitCut(receiving, sending);
        assertThat(collecting.isCut()).isFalse();
    }

    @Test
    void oneClientIsCutForEachRequestThatWaits() {
        Watchdog watchdog = watchdog(NO_HURRY);
        List<WatchedRequest> slow = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            slow.add(served(watchdog, WatchdogTests::receiving));
        }
        awaitSlow(slow);
        List<Long> cut = new ArrayList<>();
        CompletableFuture<Void> done = new CompletableFuture<>();

        watchdog.makeRoom(() -> {
            cut.add(slow.stream().filter(WatchedRequest::isCut).count());
            if (cut.size() < 3) {
                return cut.size();
            }
            done.complete(null);
            return 0;
        });

        done.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        assertThat(cut).containsExactly(0L, 1L, 3L);
    }

    private static void awaitSlow(List<WatchedRequest> requests) {
        long slow = Duration.ofMillis(300).toNanos();
        Polling.until(
                "all are slow",
                LIMIT,
                () -> requests,
                all -> all.stream()
                        .allMatch(request ->
                                Math.max(request.nanosSpentReceiving(), request.nanosSpentSending()) > slow));
    }

    @Test
    void ofThoseWhoDoNotReadTheSlowestIsCutFirst() {
        Watchdog watchdog = watchdog(NO_HURRY);
        List<WatchedRequest> idle = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            idle.add(served(watchdog, WatchdogTests::sending));
            awaitSlow(idle);
        }

        for (int i = 0; i < 3; i++) {
            watchdog.cutSlowestReader();

            assertThat(idle.subList(0, i + 1)).allMatch(WatchedRequest::isCut);
            assertThat(idle.subList(i + 1, 3)).noneMatch(WatchedRequest::isCut);
        }
    }
}
