package io.metricskit.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Gauge;
import io.metricskit.Reachability;
import io.metricskit.Registration;
import io.metricskit.encoding.ByteWriter;
import io.metricskit.model.Labels;
import io.metricskit.testkit.Gate;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

final class CollectorsAheadTests {

    private static final long LIMIT = Duration.ofSeconds(30).toNanos();

    private final Gate end = new Gate();

    private static ExposedFamily family(Gauge.Builder gauge, DoubleSupplier value) {
        return new ExposedFamily(
                Registration.of(gauge.help("G.").callback(value).build()), Labels.empty());
    }

    @Test
    void samplesThatTheScrapeHasTakenAreNotKeptWhileALaterCollectorHangs() throws Exception {
        ByteWriter out = new ByteWriter();
        CollectorsAhead ahead = new CollectorsAhead(
                List.of(family(Gauge.builder("quick"), () -> 1), family(Gauge.builder("hangs"), () -> end.passed())),
                new ForeignFamilies(
                        out, NegotiatedFormat.of(ExpositionFormat.TEXT).writer(out, false)),
                new BusyCollectors(),
                () -> 0);
        Thread thread = new Thread(ahead);
        thread.start();
        try {
            WeakReference<Collected> taken = new WeakReference<>(ahead.next(LIMIT));

            Reachability.awaitEnd(taken);
            assertThat(thread.isAlive()).isTrue();
        } finally {
            end.open();
            thread.join();
        }
    }
}
