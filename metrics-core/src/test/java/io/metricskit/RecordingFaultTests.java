package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.model.Labels;
import io.metricskit.testkit.Polling;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Recordings that the end of the stack cuts short leave nothing behind that others would wait for. */
final class RecordingFaultTests {

    private static final Labels LABELS = Labels.of("k", "v");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int THREADS = 50;
    private static final long STACK_BYTES = 256 * 1024;

    @Test
    void aHistogramIsScrapedAfterStackOverflowsInItsObservations() throws Exception {
        Histogram histogram = Histogram.builder("h").help("H.").build();
        overflowStacks(histogram.labels(LABELS));

        Histogram.Value value = outcome("a scrape of the histogram", 0, () -> histogram.get(LABELS));

        assertThat(value.count()).isPositive();
    }

    @Test
    void aSummaryIsScrapedAfterStackOverflowsInItsObservations() throws Exception {
        Summary summary = Summary.builder("s").help("S.").build();
        overflowStacks(summary.labels(LABELS));

        Summary.Value value = outcome("a scrape of the summary", 0, () -> summary.get(LABELS));

        assertThat(value.count()).isPositive();
    }

    /** Observes at the end of stacks that begin at different depths, so that they end at different instructions. */
    private static void overflowStacks(Observer observer) {
        for (int i = 0; i < THREADS; i++) {
            int depth = i;
            Callable<Object> task = Executors.callable(() -> observeBelow(depth, observer));
            assertThatThrownBy(() -> outcome("the end of the stack", STACK_BYTES, task))
                    .hasCauseInstanceOf(StackOverflowError.class);
        }
    }

    private static void observeBelow(int depth, Observer observer) {
        if (depth > 0) {
            observeBelow(depth - 1, observer);
        } else {
            observeAtEveryDepth(observer);
        }
    }

    private static void observeAtEveryDepth(Observer observer) {
        try {
            observer.observe(1);
        } catch (StackOverflowError e) {
            // Once more with a frame less, until there is none for this method either.
        }
        observeAtEveryDepth(observer);
    }

    /** Returns what a task returns in a thread of its own, which may wait for ever. */
    private static <T> T outcome(String what, long stackSize, Callable<T> task) throws Exception {
        FutureTask<T> outcome = new FutureTask<>(task);
        Thread thread = new Thread(null, outcome, what, stackSize);
        thread.setDaemon(true);
        thread.start();
        Polling.until(what, LIMIT, outcome::isDone, done -> done);
        return outcome.get();
    }
}
