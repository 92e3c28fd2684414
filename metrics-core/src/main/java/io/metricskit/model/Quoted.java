package io.metricskit.model;

import org.jspecify.annotations.Nullable;

/**
 * User data as it may stand in a message or a log line: on one line, in single quotes, control characters escaped, at
 * most 200 characters.
 *
 * <pre>{@code
 * throw new IllegalArgumentException("no pool is named " + Quoted.of(name));
 * }</pre>
 */
public final class Quoted {

    private static final int MAX_CHARS = 200;

    private Quoted() {}

    /**
     * Quotes a value; {@code null} becomes {@code null} without quotes.
     *
     * @param value what a user gave
     * @return the value in single quotes, shortened and safe to print on one line
     */
    public static String of(@Nullable Object value) {
        return value == null ? "null" : "'" + inert(value.toString()) + "'";
    }

    static String inert(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), MAX_CHARS) + 8);
        int end = Math.min(text.length(), MAX_CHARS);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        for (int i = 0; i < end; i++) {
            append(line, text.charAt(i));
        }
        return end < text.length() ? line.append('…').toString() : line.toString();
    }

    private static void append(StringBuilder line, char c) {
        switch (c) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                int type = Character.getType(c);
                boolean hidden = type == Character.CONTROL
                        || type == Character.FORMAT
                        || type == Character.LINE_SEPARATOR
                        || type == Character.PARAGRAPH_SEPARATOR;
                if (hidden) {
                    line.append(String.format("\\u%04x", (int) c));
                } else {
                    line.append(c);
                }
            }
        }
    }
}
