package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Counter;
import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.model.Labels;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The README's program without Spring. */
@ExtendWith(OutputCaptureExtension.class)
final class CoreQuickStartTests {

    @Test
    void theProgramPrintsWhatTheReadmeShows(CapturedOutput output) throws IOException {
        Registry registry = new Registry();
        Counter events =
                Counter.builder("events_total").help("Number of events.").register(registry);
        events.inc(Labels.of("kind", "timer_expiry"));

        Exposition.of(registry).write(ExpositionFormat.TEXT, System.out);

        assertThat(output.getOut()).endsWith("""
                # HELP events_total Number of events.
                # TYPE events_total counter
                events_total{kind="timer_expiry"} 1
                """);
    }
}
