package io.metricskit.testkit;

import java.util.Set;

/**
 * A line about a family: {@code # KEYWORD family text}, with exactly these blanks.
 *
 * @param keyword {@code TYPE}, {@code HELP} or {@code UNIT}
 * @param family the family's name, unescaped where it was quoted
 * @param text the rest of the line, unescaped in the case of HELP
 */
record MetadataLine(String keyword, String family, String text) {
    private static final Set<String> TEXT_KEYWORDS = Set.of("HELP", "TYPE");
    private static final Set<String> OPENMETRICS_KEYWORDS = Set.of("HELP", "TYPE", "UNIT");

    static MetadataLine parse(Syntax syntax, int line, String text) {
        Set<String> keywords = syntax.isOpenMetrics() ? OPENMETRICS_KEYWORDS : TEXT_KEYWORDS;
        LineCursor cursor = new LineCursor(line, text);
        cursor.next('#');
        String keyword = cursor.next(' ') ? cursor.until(" ") : "";
        if (!keywords.contains(keyword) || !cursor.next(' ')) {
            throw notMetadata(syntax, cursor);
        }
        String family = syntax.hasQuotedNames() && cursor.next('"')
                ? Names.quotedMetric(cursor)
                : Names.metric(cursor.until(" "), cursor);
        if (!cursor.next(' ')) {
            throw notMetadata(syntax, cursor);
        }
        String rest = cursor.until("");
        return switch (keyword) {
            case "HELP" -> new MetadataLine(keyword, family, unescapedHelp(syntax, rest, cursor));
            case "TYPE" -> new MetadataLine(keyword, family, type(syntax, rest, cursor));
            default -> new MetadataLine(keyword, family, rest);
        };
    }

    private static Violation notMetadata(Syntax syntax, LineCursor cursor) {
        return cursor.violation(
                "a line must be HELP, TYPE" + (syntax.isOpenMetrics() ? ", UNIT" : "") + " or a sample");
    }

    private static String type(Syntax syntax, String word, LineCursor cursor) {
        if (!syntax.types().contains(word)) {
            throw cursor.violation("TYPE must be one of " + syntax.types());
        }
        return word;
    }

    private static String unescapedHelp(Syntax syntax, String escaped, LineCursor cursor) {
        StringBuilder text = new StringBuilder(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '"' && syntax.isOpenMetrics()) {
                throw cursor.violation("a quote in HELP must be escaped");
            }
            if (c == '\\') {
                i++;
                c = unescaped(syntax, i < escaped.length() ? escaped.charAt(i) : '\0', cursor);
            }
            text.append(c);
        }
        return text.toString();
    }

    private static char unescaped(Syntax syntax, char c, LineCursor cursor) {
        if (c == '\\' || (c == '"' && syntax.isOpenMetrics())) {
            return c;
        }
        if (c == 'n') {
            return '\n';
        }
        throw cursor.violation(
                "HELP knows the escapes " + (syntax.isOpenMetrics() ? "\\\\, \\\" and \\n" : "\\\\ and \\n") + " only");
    }
}
