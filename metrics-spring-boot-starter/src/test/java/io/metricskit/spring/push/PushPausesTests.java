package io.metricskit.spring.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.metricskit.push.PushException;
import io.metricskit.push.Pusher;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link PushPauses}. */
final class PushPausesTests {
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final IOException UNREACHABLE = new ConnectException("refused");

    /** Always as late as may be. */
    private static final RandomGenerator LATEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            throw new UnsupportedOperationException("a bound is expected");
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    /** Always as early as may be. */
    private static final RandomGenerator EARLIEST = () -> 0;

    private final PushPauses pauses = new PushPauses(INTERVAL, LATEST);

    @Test
    void afterASuccessItIsTheInterval() {
        assertThat(pauses.after(null)).isEqualTo(INTERVAL);
    }

    @Test
    void theLongestPauseDoublesUpToFiveMinutes() {
        for (long seconds : new long[] {30, 60, 120, 240, 300, 300, 300}) {
            assertThat(pauses.after(UNREACHABLE)).hasSeconds(seconds);
        }
    }

    @Test
    void thePauseIsNeverShorterThanTheInterval() {
        PushPauses earliest = new PushPauses(INTERVAL, EARLIEST);

        assertThat(earliest.after(UNREACHABLE)).isEqualTo(INTERVAL);
        assertThat(earliest.after(UNREACHABLE)).isEqualTo(INTERVAL);
    }

    @Test
    void aSuccessEndsTheGrowth() {
        pauses.after(UNREACHABLE);
        pauses.after(UNREACHABLE);
        pauses.after(null);

        assertThat(pauses.after(UNREACHABLE)).hasSeconds(30);
    }

    @Test
    void aRefusalForGoodEndsTheGrowthToo() throws IOException {
        pauses.after(UNREACHABLE);
        pauses.after(UNREACHABLE);
        pauses.after(refusal(400, "60"));

        assertThat(pauses.after(UNREACHABLE)).hasSeconds(30);
    }

    @Test
    void anIntervalOfMoreThanFiveMinutesStaysAsItIs() {
        Duration centuries = Duration.ofDays(1_000_000);

        assertThat(new PushPauses(centuries, LATEST).after(UNREACHABLE)).isEqualTo(centuries);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 413, 301})
    void whatIsRefusedForGoodIsPushedAnewAfterTheInterval(int status) throws IOException {
        assertThat(pauses.after(refusal(status, "60"))).isEqualTo(INTERVAL);
        assertThat(pauses.after(new IllegalArgumentException("a label of the group")))
                .isEqualTo(INTERVAL);
        assertThat(pauses.after(new OutOfMemoryError())).isEqualTo(INTERVAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void whatMayPassWaitsAsLongAsTheReceiverAsks(int status) throws IOException {
        assertThat(pauses.after(refusal(status, "77"))).hasSeconds(77);
        assertThat(pauses.after(refusal(status, "1"))).hasSeconds(60);
        assertThat(pauses.after(refusal(status, "999999"))).hasHours(1);
    }

    private static PushException refusal(int status, String retryAfter) throws IOException {
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        gateway.start();
        try {
            Pusher pusher = Pusher.builder(
                            "job", "127.0.0.1:" + gateway.getAddress().getPort())
                    .build();
            return catchThrowableOfType(PushException.class, pusher::delete);
        } finally {
            gateway.stop(0);
        }
    }
}
