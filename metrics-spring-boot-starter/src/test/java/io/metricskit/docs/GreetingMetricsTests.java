package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Registry;
import io.metricskit.Summary;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestPropertySource;

/** The test of annotated methods in docs/testing.md. */
@TestPropertySource(properties = "metrics.const-labels.application=shop")
@SpringBootTest
class GreetingMetricsTests {

    @Test
    void greetingsAreTimed(@Autowired GreetingService greetings, @Autowired Registry registry) {
        Summary.Child seconds = ((Summary) registry.get("greeting_seconds")).labels("language", "EN");
        long before = seconds.get().count();

        greetings.greet(Language.EN);

        assertThat(seconds.get().count()).isEqualTo(before + 1);
    }
}
