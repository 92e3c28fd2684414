package io.metricskit.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reader of JSON into {@code Map}, {@code List}, {@code String}, {@code Double}, {@code Boolean} and null.
 *
 * <p>Strict by RFC 8259, and recursive, so that it suits answers of a trusted server only. An {@link AssertionError}
 * gives the index of what it did not understand.
 */
final class Json {
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
    private static final Pattern FOUR_HEX_DIGITS = Pattern.compile("[0-9a-fA-F]{4}");

    private final String text;
    private int position;

    private Json(String text) {
        this.text = text;
    }

    static @Nullable Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.blanks();
        if (json.position != text.length()) {
            throw json.unexpected("the end");
        }
        return value;
    }

    private @Nullable Object value() {
        blanks();
        char first = position < text.length() ? text.charAt(position) : '\0';
        return switch (first) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        require('{');
        if (next('}')) {
            return members;
        }
        do {
            blanks();
            String name = string();
            require(':');
            members.put(name, value());
        } while (next(','));
        require('}');
        return members;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> elements = new ArrayList<>();
        require('[');
        if (next(']')) {
            return elements;
        }
        do {
            elements.add(value());
        } while (next(','));
        require(']');
        return elements;
    }

    private String string() {
        require('"');
        StringBuilder string = new StringBuilder();
        while (true) {
            char c = take();
            if (c == '"') {
                return string.toString();
            }
            if (c < ' ') {
                position--;
                throw unexpected("no control character");
            }
            string.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = take();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) Integer.parseInt(match(FOUR_HEX_DIGITS, "four hexadecimal digits"), 16);
            default -> throw unexpected("an escape before this");
        };
    }

    private Double number() {
        return Double.valueOf(match(NUMBER, "a value"));
    }

    private @Nullable Object word(String word, @Nullable Object meaning) {
        if (!text.startsWith(word, position)) {
            throw unexpected(word);
        }
        position += word.length();
        return meaning;
    }

    private String match(Pattern pattern, String what) {
        Matcher matcher = pattern.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            throw unexpected(what);
        }
        position = matcher.end();
        return matcher.group();
    }

    private char take() {
        if (position == text.length()) {
            throw unexpected("the end of a string");
        }
        return text.charAt(position++);
    }

    private boolean next(char expected) {
        blanks();
        if (position < text.length() && text.charAt(position) == expected) {
            position++;
            return true;
        }
        return false;
    }

    private void require(char expected) {
        if (!next(expected)) {
            throw unexpected("'" + expected + "'");
        }
    }

    private void blanks() {
        while (position < text.length() && " \t\n\r".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private AssertionError unexpected(String expected) {
        return new AssertionError("JSON: expected " + expected + " at index " + position + " of: " + text);
    }
}
