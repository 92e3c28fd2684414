package io.metricskit.testkit;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of a body in UTF-8, each of which ends in LF alone and is not blank. */
final class BodyLines {

    private BodyLines() {}

    /** The lines without their ends; line numbers are indexes plus 1. */
    static List<String> of(byte[] body) {
        String text = decode(body);
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int number = lines.size() + 1;
            int end = text.indexOf('\n', start);
            if (end < 0) {
                throw new Violation(number, "the last line must end in LF", text.substring(start));
            }
            String line = text.substring(start, end);
            if (line.endsWith("\r")) {
                throw new Violation(number, "a line must not end in CR", line);
            }
            if (line.isEmpty()) {
                throw new Violation(number, "a line must not be blank", line);
            }
            lines.add(line);
            start = end + 1;
        }
        return lines;
    }

    private static String decode(byte[] body) {
        CharBuffer text = CharBuffer.allocate(body.length);
        ByteBuffer bytes = ByteBuffer.wrap(body);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
        text.flip();
        if (result.isError()) {
            String before = text.toString();
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            throw new Violation(line, "invalid UTF-8", before.substring(before.lastIndexOf('\n') + 1) + "…");
        }
        if (text.length() > 0 && text.charAt(0) == '\uFEFF') {
            throw new Violation(1, "a byte order mark must not be sent", "U+FEFF");
        }
        return text.toString();
    }
}
