package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.testkit.Sample;
import io.metricskit.testkit.TextExposition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The calls of the methods of a context that are {@link Measured}. */
final class MeasuredCalls {

    private final AspectContext context;

    MeasuredCalls(AspectContext context) {
        this.context = context;
    }

    /**
     * Asserts what the metrics say, and that no recording has failed.
     *
     * @param ended for each call that has ended the result or the exception, or "" where there is neither
     */
    void are(int inProgress, int failed, String... ended) {
        TextExposition scrape = context.scrape();
        assertThat(scrape.value("work_in_progress")).isEqualTo(inProgress);
        assertThat(scrape.value("work_failures_total")).isEqualTo(failed);
        assertThat(ended(scrape)).containsExactlyInAnyOrder(ended);
        assertThat(scrape.hasFamily("metrics_instrumentation_errors_total")).isFalse();
    }

    private static List<String> ended(TextExposition scrape) {
        List<String> outcomes = new ArrayList<>();
        for (Sample sample : scrape.samples("work_seconds_count")) {
            Map<String, String> labels = sample.labelMap();
            String outcome = labels.getOrDefault("result", "") + labels.getOrDefault("exception", "");
            for (int i = 0; i < sample.value(); i++) {
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }
}
