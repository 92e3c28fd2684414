package io.metricskit.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.metricskit.Gauge;
import io.metricskit.LoggedLines;
import io.metricskit.Registration;
import io.metricskit.encoding.ByteWriter;
import io.metricskit.model.Labels;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class CollectorThreadTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static ExposedFamily family(String name) {
        return new ExposedFamily(
                Registration.of(Gauge.builder(name).help("G.").callback(() -> 1).build()), Labels.empty());
    }

    private static ForeignFamilies foreign() {
        ByteWriter out = new ByteWriter();
        return new ForeignFamilies(
                out, NegotiatedFormat.of(ExpositionFormat.TEXT).writer(out, false));
    }

    @Test
    void aCollectorForWhichThereIsNoMemoryIsLeftOutAndTheNextOneIsNot() {
        AtomicBoolean full = new AtomicBoolean(true);
        try (LoggedLines log = new LoggedLines();
                CollectorThread thread =
                        new CollectorThread(new BusyCollectors(), LIMIT, List.of(family("a"), family("b")), () -> {
                            if (full.getAndSet(false)) {
                                throw new OutOfMemoryError("expected");
                            }
                            return foreign();
                        })) {
            assertThatCode(() -> assertThat(thread.next()).isNull()).doesNotThrowAnyException();
            assertThat(thread.next()).asString().contains("\nb 1\n");

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("gauge 'a'", "java.lang.OutOfMemoryError: expected");
        }
    }
}
