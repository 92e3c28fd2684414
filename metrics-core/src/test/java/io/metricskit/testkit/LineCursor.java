package io.metricskit.testkit;

/** A place in one line, and what can be read from there on. */
final class LineCursor {
    private final int line;
    private final String text;
    private int position;

    LineCursor(int line, String text) {
        this.line = line;
        this.text = text;
    }

    /** What stands before the first of these characters, or before the end. */
    String until(String stops) {
        int start = position;
        while (position < text.length() && stops.indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    /** Whether this character comes next, without reading it. */
    boolean sees(char expected) {
        return position < text.length() && text.charAt(position) == expected;
    }

    /** Reads this character if it comes next. */
    boolean next(char expected) {
        if (!sees(expected)) {
            return false;
        }
        position++;
        return true;
    }

    /** Reads this character, which must come next. */
    void require(char expected, String what) {
        if (!next(expected)) {
            throw violation("expected '" + expected + "' for " + what + " at column " + (position + 1));
        }
    }

    /** Reads to the closing quote, the opening one being read, and undoes the escapes. */
    String quoted(String what) {
        StringBuilder value = new StringBuilder();
        while (!next('"')) {
            char c = take(what);
            value.append(c == '\\' ? escaped(what) : c);
        }
        return value.toString();
    }

    boolean isAtEnd() {
        return position == text.length();
    }

    Violation violation(String rule) {
        return new Violation(line, rule, text);
    }

    private char escaped(String what) {
        return switch (take(what)) {
            case '\\' -> '\\';
            case '"' -> '"';
            case 'n' -> '\n';
            default -> throw violation(what + " knows the escapes \\\\, \\\" and \\n only");
        };
    }

    private char take(String what) {
        if (isAtEnd()) {
            throw violation(what + " must end in a quote");
        }
        return text.charAt(position++);
    }
}
