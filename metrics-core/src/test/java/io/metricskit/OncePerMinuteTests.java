package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a fault that repeats is kept from flooding the log. */
final class OncePerMinuteTests {

    private long now = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

    private final OncePerMinute logging = new OncePerMinute(() -> now);

    @Test
    void theFirstEventIsLetThrough() {
        assertThat(logging.isDue()).isTrue();
    }

    @Test
    void noOtherIsWithinAMinute() {
        logging.isDue();

        assertThat(logging.isDue()).isFalse();
        passes(Duration.ofSeconds(60).minusNanos(1));
        assertThat(logging.isDue()).isFalse();
    }

    @Test
    void theNextOneIsAMinuteAfterTheLastThatWasLetThrough() {
        logging.isDue();
        passes(Duration.ofSeconds(40));
        logging.isDue();

        passes(Duration.ofSeconds(20));
        assertThat(logging.isDue()).isTrue();
        assertThat(logging.isDue()).isFalse();
    }

    /** The clock may wrap around meanwhile. */
    private void passes(Duration time) {
        now += time.toNanos();
    }
}
