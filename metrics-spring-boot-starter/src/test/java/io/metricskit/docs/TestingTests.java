package io.metricskit.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Counter;
import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.model.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tests without Spring in docs/testing.md. */
final class TestingTests {

    @AfterEach
    void emptyTheDefaultRegistry() {
        Registry.defaultRegistry().clear();
    }

    @Test
    void newslettersAreCounted() throws IOException {
        Registry registry = new Registry();
        Newsletter newsletter = new Newsletter(registry);

        newsletter.send("books");

        Counter sent = (Counter) registry.get("newsletters_sent_total");
        assertThat(sent.get(Labels.of("topic", "books"))).isEqualTo(1);

        ByteArrayOutputStream page = new ByteArrayOutputStream();
        Exposition.of(registry).write(ExpositionFormat.TEXT, page);
        assertThat(page.toString(UTF_8)).isEqualTo("""
                # HELP newsletters_sent_total Newsletters sent.
                # TYPE newsletters_sent_total counter
                newsletters_sent_total{topic="books"} 1
                """);
    }
}
