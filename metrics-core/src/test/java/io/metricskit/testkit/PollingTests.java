package io.metricskit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tests for {@link Polling}. */
final class PollingTests {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void attemptsAreRepeatedUntilAResultIsAccepted() {
        AtomicInteger attempts = new AtomicInteger();

        assertThat(Polling.until("three", LONG, attempts::incrementAndGet, n -> n == 3))
                .isEqualTo(3);
        assertThat(attempts).hasValue(3);
    }

    @Test
    void anInputOutputErrorIsAnAttemptThatFailed() {
        AtomicInteger attempts = new AtomicInteger();

        int result = Polling.until(
                "two",
                LONG,
                () -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw new UncheckedIOException(new IOException("refused"));
                    }
                    return attempts.get();
                },
                n -> true);

        assertThat(result).isEqualTo(2);
    }

    @Test
    void anyOtherExceptionIsPassedOn() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Polling.until(
                        "never",
                        LONG,
                        () -> {
                            throw new IllegalStateException("broken");
                        },
                        result -> true))
                .withMessage("broken");
    }

    @Test
    void theEndOfThePatienceNamesWhatWasAwaitedAndWhatCameLast() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Polling.until("seven", Duration.ZERO, () -> 6, n -> n == 7))
                .withMessage("not within PT0S: seven; last: 6");
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() {
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> Polling.until("seven", LONG, () -> 6, n -> n == 7))
                    .withMessageContaining("interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
