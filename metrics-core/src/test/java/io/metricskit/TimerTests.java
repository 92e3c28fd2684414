package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.metricskit.model.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

final class TimerTests {

    private final List<Double> observed = new ArrayList<>();
    private final Observer observer = observed::add;

    @Test
    void closingObservesTheElapsedSeconds() {
        long start = System.nanoTime();
        Timer timer = observer.startTimer();
        double atStart = timer.elapsedSeconds();
        timer.close();
        double atMost = (System.nanoTime() - start) / 1e9;

        assertThat(observed).hasSize(1);
        assertThat(observed.get(0)).isBetween(atStart, atMost);
    }

    @Test
    void theElapsedSecondsAreThoseSinceTheStart() {
        long before = System.nanoTime();
        Timer timer = observer.startTimer();
        long after = System.nanoTime();
        while (System.nanoTime() == after) {
            Thread.onSpinWait();
        }
        double atLeast = (System.nanoTime() - after) / 1e9;
        double elapsed = timer.elapsedSeconds();
        double atMost = (System.nanoTime() - before) / 1e9;

        assertThat(elapsed).isBetween(atLeast, atMost);
    }

    @Test
    void aClockThatGoesBackMakesNoTimeNegative() {
        assertThat(Timer.seconds(2, 1)).isZero();
    }

    @Test
    void aDurationIsObservedInSeconds() {
        observer.observe(Duration.ofMillis(1_250));
        observer.observe(Duration.ofNanos(1));

        assertThat(observed).containsExactly(1.25, 1e-9);
    }

    @Test
    void aNullDurationIsRefusedAsSuch() {
        assertThatNullPointerException()
                .isThrownBy(() -> observer.observe((Duration) null))
                .withMessage("the duration must not be null");
    }

    @Test
    void aDurationIsObservedInTheSeriesOfItsLabels() {
        Labels home = Labels.of("path", "/");
        Summary summary = Summary.builder("s").help("S.").build();
        Histogram histogram = Histogram.builder("h").help("H.").build();
        summary.observe(home, Duration.ofMillis(1_250));
        histogram.observe(home, Duration.ofMillis(1_250));

        assertThat(summary.get(home).sum()).isEqualTo(1.25);
        assertThat(histogram.get(home).sum()).isEqualTo(1.25);
    }

    @Test
    void aNullDurationMakesNoSeries() {
        Labels home = Labels.of("path", "/");
        Summary summary = Summary.builder("s").help("S.").build();
        Histogram histogram = Histogram.builder("h").help("H.").build();
        assertThatNullPointerException().isThrownBy(() -> summary.observe(home, (Duration) null));
        assertThatNullPointerException().isThrownBy(() -> histogram.observe(home, (Duration) null));

        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> summary.get(home));
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> histogram.get(home));
    }

    @Test
    void nothingIsObservedBeforeItIsClosed() {
        Timer timer = observer.startTimer();

        assertThat(timer.elapsedSeconds()).isNotNegative();
        assertThat(observed).isEmpty();
    }

    @Test
    void onlyTheFirstCloseCounts() {
        Timer timer = observer.startTimer();
        timer.close();
        timer.close();

        assertThat(observed).hasSize(1);
    }

    @Test
    void ofManyThreadsThatCloseItOneObserves() throws Exception {
        Summary summary = Summary.builder("s").help("S.").build();
        Timer timer = summary.startTimer();

        Together.run(4, thread -> timer.close());

        assertThat(summary.get().count()).isEqualTo(1);
    }

    @Test
    void aTryBlockObservesWhetherItEndsOrThrows() {
        try (Timer timer = observer.startTimer()) {
            assertThat(timer).isNotNull();
        }
        assertThatCode(() -> {
                    try (Timer timer = observer.startTimer()) {
                        throw new IllegalStateException("expected");
                    }
                })
                .hasMessage("expected");

        assertThat(observed).hasSize(2);
    }

    @Test
    void aRecordingThatFailsDoesNotThrow() {
        Observer failing = value -> {
            throw new IllegalStateException("no recording today");
        };
        try (LoggedLines log = new LoggedLines()) {
            assertThatCode(() -> failing.startTimer().close()).doesNotThrowAnyException();
            assertThat(log.warnings()).hasSize(1);
        }
    }
}
