package io.metricskit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CompletionException;
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
}
