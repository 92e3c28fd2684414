package io.metricskit.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link RetryAfter}. */
final class RetryAfterTests {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "120|120",
                "999999999|999999999",
                "Tue, 24 Nov 2026 10:01:30 GMT|90",
                "Tue, 24 Nov 2026 09:00:00 GMT|0"
            })
    void secondsAndTimesAreUnderstood(String header, long seconds) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "99999999999999999999", "Tue, 31 Feb 2026 10:00:00 GMT"})
    void garbageSaysNothing(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isNull();
    }

    @Test
    void aRefusalCarriesIt() throws Exception {
        try (Gateway gateway = new Gateway(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.sendResponseHeaders(429, -1);
        })) {
            PushException refusal = catchThrowableOfType(
                    PushException.class,
                    () -> Pusher.builder("job", gateway.address()).build().delete());

            assertThat(refusal.retryAfter()).hasValue(Duration.ofSeconds(7));
        }
    }
}
