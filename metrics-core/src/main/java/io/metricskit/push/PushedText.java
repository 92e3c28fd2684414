package io.metricskit.push;

import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** The body of a push: text 0.0.4, which every receiver reads. */
final class PushedText {

    private PushedText() {}

    /**
     * Collects the metrics.
     *
     * @param group the names of the labels that the group has, which no series may have
     * @throws IllegalArgumentException if a series has one
     */
    static byte[] of(Exposition exposition, Set<String> group) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            exposition.write(ExpositionFormat.TEXT, text);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        byte[] body = text.toByteArray();
        refuseLabelsOf(group, body);
        return body;
    }

    /** Reads our own text, in which label names have neither blanks nor escapes around them. */
    private static void refuseLabelsOf(Set<String> group, byte[] body) {
        int line = 0;
        while (line < body.length) {
            int at = line;
            if (body[at] != '#') {
                while (body[at] != '{' && body[at] != ' ') {
                    at++;
                }
                String metric = new String(body, line, at - line, StandardCharsets.US_ASCII);
                while (body[at] != ' ') {
                    int name = at + 1;
                    while (body[at] != '=') {
                        at++;
                    }
                    String label = new String(body, name, at - name, StandardCharsets.US_ASCII);
                    if (group.contains(label)) {
                        throw new IllegalArgumentException("cannot push '" + metric + "': it has the label '" + label
                                + "', which is also a label of the group, and the receiver would overwrite it");
                    }
                    at = endOfValue(body, at + 2);
                    if (body[at] == '}') {
                        at++;
                    }
                }
            }
            while (body[at] != '\n') {
                at++;
            }
            line = at + 1;
        }
    }

    /** Returns the place behind the closing quote. */
    private static int endOfValue(byte[] body, int start) {
        int at = start;
        while (body[at] != '"') {
            at += body[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    static byte[] compressed(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new IllegalStateException("compressing in memory failed", e);
        }
        return compressed.toByteArray();
    }
}
