package io.metricskit.encoding;

/**
 * The names that every scraper understands: ASCII letters, digits and underscores, in metric names colons too, and no
 * digit first. Stateless.
 *
 * @see <a href="https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels">Data model</a>
 */
public final class LegacyNames {

    private LegacyNames() {}

    /** Returns whether a metric name matches {@code [a-zA-Z_:][a-zA-Z0-9_:]*}. */
    public static boolean isMetricName(String name) {
        return matches(name, true);
    }

    /** Returns whether a label name matches {@code [a-zA-Z_][a-zA-Z0-9_]*}. */
    public static boolean isLabelName(String name) {
        return matches(name, false);
    }

    private static boolean matches(String name, boolean colons) {
        for (int i = 0; i < name.length(); i++) {
            if (!isLegal(name.charAt(i), i == 0, colons)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Returns whether a character may stand in a name. */
    static boolean isLegal(int codePoint, boolean first, boolean colons) {
        return codePoint >= 'a' && codePoint <= 'z'
                || codePoint >= 'A' && codePoint <= 'Z'
                || codePoint == '_'
                || codePoint == ':' && colons
                || codePoint >= '0' && codePoint <= '9' && !first;
    }
}
