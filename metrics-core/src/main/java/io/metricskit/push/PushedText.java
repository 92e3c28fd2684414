package io.metricskit.push;

import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * The body of a push: text 0.0.4, which every receiver reads, without the timestamps of samples, for which a
 * Pushgateway refuses the whole push.
 */
final class PushedText {

    private PushedText() {}

    /**
     * Collects the metrics.
     *
     * @param group the names of the labels that the group has, which no series may have, without {@code job}, which
     *     none can have
     * @throws IllegalArgumentException if a series has one
     */
    static byte[] of(Exposition exposition, Set<String> group) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            exposition.write(ExpositionFormat.TEXT, text);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return pushed(text.toByteArray(), group);
    }

    /**
     * Reads our own text, in which single blanks part the things on a line, and label names have no escapes. Shortens
     * it in place, since it may be long.
     */
    private static byte[] pushed(byte[] body, Set<String> group) {
        int length = 0;
        int line = 0;
        while (line < body.length) {
            boolean sample = body[line] != '#';
            int end = sample ? endOf(body, endOfLabels(body, line, group) + 1, ' ') : endOf(body, line, '\n');
            int next = endOf(body, end, '\n') + 1;
            if (length < line) {
                System.arraycopy(body, line, body, length, end - line);
            }
            length += end - line;
            body[length++] = '\n';
            line = next;
        }
        return length == body.length ? body : Arrays.copyOf(body, length);
    }

    /** Returns the place of the blank between a series and its value. */
    private static int endOfLabels(byte[] body, int line, Set<String> group) {
        int at = line;
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
        return at;
    }

    /** Returns the place behind the closing quote. */
    private static int endOfValue(byte[] body, int start) {
        int at = start;
        while (body[at] != '"') {
            at += body[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    /** Returns the next place of a character, or of the end of the line. */
    private static int endOf(byte[] body, int start, char character) {
        int at = start;
        while (body[at] != character && body[at] != '\n') {
            at++;
        }
        return at;
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
