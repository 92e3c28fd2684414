package io.metricskit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class WatchedRequestTests {

    private static final Duration NONE = Duration.ZERO;
    private static final Duration LONG = Duration.ofDays(1);

    private static WatchedRequest request(Duration request, Duration stall, Duration answer) {
        return new WatchedRequest(Thread.currentThread(), new Deadlines(request, stall, answer, LONG));
    }

    /** Waits until the clock shows another time, which takes less than a microsecond. */
    private static void tick() {
        long before = System.nanoTime();
        while (System.nanoTime() == before) {
            Thread.onSpinWait();
        }
    }

    @Test
    void clientsMayTakeAsLongAsTheDocumentationSays() {
        Duration tenSeconds = Duration.ofSeconds(10);

        assertThat(Deadlines.DEFAULT)
                .isEqualTo(new Deadlines(tenSeconds, tenSeconds, Duration.ofSeconds(60), Duration.ofSeconds(2)));
    }

    @Test
    void oneThatDoesNotComeInTimeIsLate() {
        WatchedRequest request = request(NONE, LONG, LONG);
        tick();

        assertThat(request.isLate()).isTrue();
    }

    @Test
    void oneThatHasComeIsNotLateWhileItsAnswerIsMade() {
        WatchedRequest request = request(NONE, NONE, LONG);
        request.startsToAnswer();
        tick();

        assertThat(request.isLate()).isFalse();
        assertThat(request.nanosSpentReceiving()).isZero();
        assertThat(request.nanosSpentSending()).isZero();
    }

    @Test
    void oneWhoseClientDoesNotTakeAPieceOfTheAnswerIsLate() {
        WatchedRequest request = request(LONG, NONE, LONG);
        request.startsToAnswer();
        request.startsToSend();
        tick();

        assertThat(request.isLate()).isTrue();
        request.hasSent();
        assertThat(request.isLate()).isFalse();
    }

    @Test
    void theTimeOfAPieceBeginsWithIt() {
        WatchedRequest request = request(LONG, LONG, LONG);
        request.startsToAnswer();
        tick();
        long before = System.nanoTime();
        request.startsToSend();
        tick();

        long spent = request.nanosSpentSending();
        long atMost = System.nanoTime() - before;
        assertThat(spent).isBetween(1L, atMost);
    }

    @Test
    void oneWhoseWholeAnswerTakesTooLongIsLateAlsoBetweenItsPieces() {
        WatchedRequest request = request(LONG, LONG, NONE);
        tick();
        assertThat(request.isLate()).isFalse();

        request.startsToAnswer();
        tick();

        assertThat(request.isLate()).isTrue();
        request.startsToSend();
        assertThat(request.isLate()).isTrue();
        request.hasSent();
        assertThat(request.isLate()).isTrue();
    }

    @Test
    void theTimeOfTheAnswerBeginsWhenTheRequestHasCome() {
        Duration shorterThanTheClockHasRun = Duration.ofNanos(Math.abs(System.nanoTime()) / 2);
        WatchedRequest request = request(LONG, LONG, shorterThanTheClockHasRun);
        request.startsToAnswer();

        assertThat(request.isLate()).isFalse();
    }

    @Test
    void theRestOfARequestHasATimeOfItsOwn() {
        WatchedRequest request = request(LONG, LONG, NONE);
        while (request.nanosSpentReceiving() < 1_000_000) {
            Thread.onSpinWait();
        }
        request.startsToAnswer();
        long before = System.nanoTime();
        request.awaitsTheRest();
        tick();

        long spent = request.nanosSpentReceiving();
        long atMost = System.nanoTime() - before;
        assertThat(spent).isBetween(1L, atMost);
        assertThat(request.isLate()).isFalse();
    }

    @Test
    void oneThatIsCutHasItsThreadInterrupted() {
        WatchedRequest request = request(LONG, LONG, LONG);
        assertThat(request.isCut()).isFalse();

        request.cut();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(request.isCut()).isTrue();
    }

    @Test
    void oneThatHasEndedIsNotCutSinceItsThreadMayServeAnother() {
        WatchedRequest request = request(LONG, LONG, LONG);
        request.end();

        request.cut();

        assertThat(Thread.interrupted()).isFalse();
        assertThat(request.isCut()).isFalse();
    }
}
