package io.metricskit.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.DoubleSupplier;

/** Scrapes that are compared with what the JVM says itself, whose values change meanwhile. */
final class JvmScrapes {

    /** How often a value may change during a scrape. */
    private static final int ATTEMPTS = 300;

    private final Registry registry;

    JvmScrapes(Registry registry) {
        this.registry = registry;
    }

    /** Returns scrapes of the metrics of the JVM, and of nothing else. */
    static JvmScrapes ofJvmMetrics() {
        Registry registry = new Registry();
        JvmMetrics.register(registry);
        return new JvmScrapes(registry);
    }

    TextExposition scrape() {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        try {
            Exposition.of(registry).write(ExpositionFormat.TEXT, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return TextExposition.checked(page.toByteArray());
    }

    /** Asserts that the JVM says something once that a scrape says as well; for values that rise and fall. */
    void assertShows(DoubleSupplier jvm, String sample, String... labels) {
        double shown = Double.NaN;
        double expected = Double.NaN;
        for (int i = 0; i < ATTEMPTS; i++) {
            expected = jvm.getAsDouble();
            shown = scrape().value(sample, labels);
            if (shown == expected) {
                break;
            }
        }
        assertThat(shown).as(sample).isEqualTo(expected);
    }

    /** Asserts that a scrape says what the JVM does; for values that only rise. */
    void assertShowsRising(DoubleSupplier jvm, String sample, String... labels) {
        double before = jvm.getAsDouble();
        double shown = scrape().value(sample, labels);

        assertThat(shown).as(sample).isBetween(before, jvm.getAsDouble());
    }
}
