package io.metricskit.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An HTTP/1.1 answer as it stood on the connection.
 *
 * @param status the status code
 * @param headers the header lines, in order
 * @param body the body without its chunking
 * @param whole whether the body ends as its length or its last chunk says; a body without either is whole
 */
public record HttpAnswer(int status, List<Header> headers, byte[] body, boolean whole) {

    private static final byte[] LINE_END = {'\r', '\n'};

    /** A header line. */
    public record Header(String name, String value) {}

    /** Reads an answer from all bytes of a connection. */
    static HttpAnswer of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.1 ") || end < 0) {
            throw new AssertionError("expected an HTTP/1.1 answer, got: " + text);
        }
        String[] head = text.substring(0, end).split("\r\n");
        List<Header> headers = new ArrayList<>();
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            headers.add(new Header(
                    head[i].substring(0, colon), head[i].substring(colon + 1).trim()));
        }
        int status = Integer.parseInt(head[0].substring("HTTP/1.1 ".length()).substring(0, 3));
        byte[] rest = text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
        HttpAnswer raw = new HttpAnswer(status, List.copyOf(headers), rest, true);
        return raw.header("Transfer-Encoding").isPresent() ? raw.unchunked() : raw.measured();
    }

    private HttpAnswer measured() {
        boolean complete = header("Content-Length")
                .map(length -> Integer.parseInt(length) == body.length)
                .orElse(true);
        return new HttpAnswer(status, headers, body, complete);
    }

    private HttpAnswer unchunked() {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        int from = 0;
        while (true) {
            int lineEnd = indexOfLineEnd(from);
            if (lineEnd < 0) {
                return new HttpAnswer(status, headers, joined.toByteArray(), false);
            }
            int size = Integer.parseInt(new String(body, from, lineEnd - from, StandardCharsets.ISO_8859_1).trim(), 16);
            int start = lineEnd + LINE_END.length;
            int there = Math.max(0, Math.min(size, body.length - start));
            joined.write(body, start, there);
            if (size == 0 || there < size) {
                return new HttpAnswer(status, headers, joined.toByteArray(), size == 0);
            }
            from = start + size + LINE_END.length;
        }
    }

    private int indexOfLineEnd(int from) {
        for (int i = from; i < body.length - 1; i++) {
            if (body[i] == LINE_END[0] && body[i + 1] == LINE_END[1]) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the value of a header; an error where it stands there more than once. */
    public Optional<String> header(String name) {
        List<String> values = headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
        if (values.size() > 1) {
            throw new AssertionError("expected one header " + name + ", got " + values);
        }
        return values.stream().findFirst();
    }

    /** Returns the body as text in UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
