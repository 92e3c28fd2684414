package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Registry;
import io.metricskit.Summary;
import io.metricskit.model.Labels;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The test of annotated methods in docs/testing.md. */
@SpringBootTest
class GreetingMetricsTests {

    @Test
    void greetingsAreTimed(@Autowired GreetingService greetings, @Autowired Registry registry) {
        Summary seconds = (Summary) registry.get("greeting_seconds");
        greetings.greet("en");
        long before = seconds.get(Labels.of("language", "en")).count();

        greetings.greet("en");

        assertThat(seconds.get(Labels.of("language", "en")).count()).isEqualTo(before + 1);
    }
}
