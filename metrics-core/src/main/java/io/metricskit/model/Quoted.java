package io.metricskit.model;

import org.jspecify.annotations.Nullable;

/**
 * User data as it may stand in a message or a log line: on one line, in single quotes, control characters escaped, at
 * most 200 characters of it. An object whose {@code toString} throws is shown as its class. Safe for use by many
 * threads.
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
        return value == null ? "null" : "'" + inert(text(value)) + "'";
    }

    /** A message must not fail because of what it is about. */
    private static String text(Object value) {
        try {
            return String.valueOf(value.toString());
        } catch (Throwable e) {
            return value.getClass().getName();
        }
    }

    static String inert(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), MAX_CHARS) + 8);
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            if (at + Character.charCount(codePoint) > MAX_CHARS) {
                break;
            }
            append(line, codePoint);
            at += Character.charCount(codePoint);
        }
        return at < text.length() ? line.append('…').toString() : line.toString();
    }

    private static void append(StringBuilder line, int codePoint) {
        switch (codePoint) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (isVisible(codePoint)) {
                    line.appendCodePoint(codePoint);
                } else {
                    line.append(String.format("\\u%04x", codePoint));
                }
            }
        }
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
