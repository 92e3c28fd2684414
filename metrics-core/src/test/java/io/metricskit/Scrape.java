package io.metricskit;

import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.model.Collector;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Scrapes in the text format, of which every rule is checked. */
final class Scrape {

    private Scrape() {}

    static TextExposition of(Registry registry) {
        return of(Exposition.of(registry));
    }

    static TextExposition of(Exposition exposition) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            exposition.write(ExpositionFormat.TEXT, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return TextExposition.checked(body.toByteArray());
    }

    /** Scrapes a registry of its own for one collector. */
    static TextExposition of(Collector collector) {
        Registry registry = new Registry();
        registry.register(collector);
        return of(registry);
    }
}
