package io.metricskit.exposition;

import io.metricskit.Registry;
import io.metricskit.testkit.Promtool;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Bodies in the text format, each judged on the way by our strict reader and, where it is installed, by promtool. */
final class Bodies {

    private Bodies() {}

    static String text(Registry first, Registry... others) {
        return text(Exposition.of(first, others));
    }

    static String text(Exposition exposition) {
        return new String(judged(written(exposition)), StandardCharsets.UTF_8);
    }

    static TextExposition parsed(Registry first, Registry... others) {
        return parsed(Exposition.of(first, others));
    }

    static TextExposition parsed(Exposition exposition) {
        return TextExposition.checked(judged(written(exposition))).requireNameOrder();
    }

    /** The body of a scrape that asks for all families in plain text, and closes its response. */
    static TextExposition scraped(Exposition exposition) {
        return TextExposition.checked(
                judged(body(exposition, ScrapeRequest.builder().build())));
    }

    /** The body of a scrape as it is, unjudged. */
    static byte[] body(Exposition exposition, ScrapeRequest request) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ScrapeResponse response = exposition.scrape(request)) {
            response.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] written(Exposition exposition) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            exposition.write(ExpositionFormat.TEXT, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] judged(byte[] body) {
        TextExposition.checked(body);
        if (Promtool.installed()) {
            Promtool.check(body);
        }
        return body;
    }
}
