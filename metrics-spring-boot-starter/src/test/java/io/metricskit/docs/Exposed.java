package io.metricskit.docs;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What a registry shows. */
final class Exposed {

    private Exposed() {}

    static String text(Registry registry) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            Exposition.of(registry).write(ExpositionFormat.TEXT, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TextExposition.checked(body.toByteArray());
        return body.toString(StandardCharsets.UTF_8);
    }
}
