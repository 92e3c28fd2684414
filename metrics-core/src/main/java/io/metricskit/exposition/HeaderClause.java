package io.metricskit.exposition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One element of an {@code Accept} or {@code Accept-Encoding} header: {@code token;name=value;q=0.5}.
 *
 * <p>The syntax is that of RFC 9110, sections 5.6 and 12.4.2, read leniently: blanks are welcome around every part, a
 * parameter without {@code =} has the empty value, and a quality may have any number of decimals.
 *
 * @param token what precedes the parameters, in lower case; possibly empty, and not checked any further
 * @param parameters unquoted values by lower-case name, without {@code q}; of duplicates the last
 * @param quality from 0, not acceptable, to 1, preferred
 */
record HeaderClause(String token, Map<String, String> parameters, double quality) {
    /*
     * The longest header of a Prometheus server has six clauses, of at most four parameters each. But a client chooses
     * what it sends, so the numbers of both are bounded: any header costs time in proportion to its length, and the
     * clauses kept of it do not grow in number with its separators.
     */

    /** How many clauses of a header are considered, empty and malformed ones included; the rest is ignored. */
    static final int MAX_CLAUSES = 128;

    /** How many parameters a clause may have; with more it is malformed. */
    static final int MAX_PARAMETERS = 32;

    private static final Pattern QUALITY = Pattern.compile("0(?:\\.[0-9]*)?|1(?:\\.0*)?");

    HeaderClause {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Returns the well-formed clauses of a header, in its order.
     *
     * <p>A clause is malformed if its quality is anything but a number from 0 to 1, or if it has too many parameters.
     */
    static List<HeaderClause> parse(@Nullable String header) {
        List<HeaderClause> clauses = new ArrayList<>();
        if (header != null) {
            for (String text : split(header, ',', MAX_CLAUSES)) {
                HeaderClause clause = parseClause(text);
                if (clause != null) {
                    clauses.add(clause);
                }
            }
        }
        return clauses;
    }

    private static @Nullable HeaderClause parseClause(String text) {
        // The token, the parameters, and room for one more, which shows that there are too many.
        List<String> parts = split(text, ';', MAX_PARAMETERS + 2);
        if (parts.size() == MAX_PARAMETERS + 2) {
            return null;
        }
        String token = lowerCase(parts.get(0));
        Map<String, String> parameters = new HashMap<>();
        for (String part : parts.subList(1, parts.size())) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : trim(part.substring(0, equals));
            String value = equals < 0 ? "" : unquote(trim(part.substring(equals + 1)));
            parameters.put(lowerCase(name), value);
        }
        String quality = Objects.requireNonNullElse(parameters.remove("q"), "1");
        // The pattern first: parseDouble takes more, such as "NaN", "1e-1" and "0.5f".
        return QUALITY.matcher(quality).matches()
                ? new HeaderClause(token, parameters, Double.parseDouble(quality))
                : null;
    }

    /** Cuts at the separators outside quotes, into at most that many trimmed parts; the rest is left out. */
    private static List<String> split(String text, char separator, int limit) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (start <= text.length() && parts.size() < limit) {
            int end = endOfPart(text, separator, start);
            parts.add(trim(text.substring(start, end)));
            start = end + 1;
        }
        return parts;
    }

    private static int endOfPart(String text, char separator, int start) {
        boolean quoted = false;
        int i = start;
        while (i < text.length() && (quoted || text.charAt(i) != separator)) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            }
            i += quoted && c == '\\' ? 2 : 1;
        }
        return Math.min(i, text.length());
    }

    /** Strips spaces and tabs, the only blanks of a header; {@link String#trim} would strip all control characters. */
    private static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (start < end && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static String unquote(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        if (!quoted) {
            return value;
        }
        int end = value.length() - 1;
        StringBuilder unquoted = new StringBuilder(end);
        for (int i = 1; i < end; i++) {
            boolean escapes = value.charAt(i) == '\\';
            unquoted.append(value.charAt(escapes ? ++i : i));
        }
        return unquoted.toString();
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
