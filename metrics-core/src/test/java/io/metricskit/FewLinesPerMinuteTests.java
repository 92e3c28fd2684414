package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How faults that repeat are kept from flooding the log and from hiding one another. */
final class FewLinesPerMinuteTests {

    private long now;

    private final FewLinesPerMinute logging = new FewLinesPerMinute(() -> now);

    @Test
    void eachLineIsLetThroughOnce() {
        assertThat(logging.isDue("a")).isTrue();
        assertThat(logging.isDue("b")).isTrue();
        assertThat(logging.isDue("a")).isFalse();
        assertThat(logging.isDue("b")).isFalse();
    }

    @Test
    void allAreLetThroughAgainAMinuteLater() {
        logging.isDue("a");
        logging.isDue("b");

        now += Duration.ofMinutes(1).toNanos();

        assertThat(logging.isDue("b")).isTrue();
        assertThat(logging.isDue("a")).isTrue();
        assertThat(logging.isDue("a")).isFalse();
    }

    @Test
    void linesThatAreAlwaysNewAreCutOff() {
        assertThat(IntStream.range(0, 1_000).filter(i -> logging.isDue("line " + i)))
                .hasSize(FewLinesPerMinute.MAX_LINES);
    }
}
