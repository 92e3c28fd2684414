package io.metricskit.encoding;

import java.util.function.IntFunction;

/**
 * The ways to show a name of any characters, most of them in the characters of {@link LegacyNames}; a scraper asks for
 * one. Stateless.
 *
 * <p>A colon counts as legal in metric names only. Characters are code points; a name has no unpaired surrogates.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/escaping_schemes/">Escaping schemes</a>
 */
public enum NameEscaping {
    /** The name as it is. */
    NONE,

    /** An underscore for each character that is not legal. */
    UNDERSCORES,

    /**
     * {@code _dot_} for each dot, and two underscores for each underscore and any other character that is not legal.
     */
    DOTS,

    /**
     * A name that is not legal with {@code U__} in front, two underscores for each underscore, and for each character
     * that is not legal its code point in hexadecimal between underscores; a legal one as it is.
     */
    VALUES;

    private static final String VALUES_PREFIX = "U__";

    /** Returns a metric name in this way. */
    public String metricName(String name) {
        return escape(name, true);
    }

    /** Returns a label name in this way. */
    public String labelName(String name) {
        return escape(name, false);
    }

    private String escape(String name, boolean colons) {
        return switch (this) {
            case NONE -> name;
            case UNDERSCORES -> isLegacy(name, colons) ? name : escape(name, colons, "_", illegal -> "_");
            case DOTS -> escape(name, colons, "__", illegal -> illegal == '.' ? "_dot_" : "__");
            case VALUES ->
                isLegacy(name, colons)
                        ? name
                        : VALUES_PREFIX
                                + escape(name, colons, "__", illegal -> "_" + Integer.toHexString(illegal) + "_");
        };
    }

    private static boolean isLegacy(String name, boolean colons) {
        return colons ? LegacyNames.isMetricName(name) : LegacyNames.isLabelName(name);
    }

    private static String escape(String name, boolean colons, String underscore, IntFunction<String> replacement) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < name.length(); ) {
            int codePoint = name.codePointAt(i);
            if (codePoint == '_') {
                escaped.append(underscore);
            } else if (LegacyNames.isLegal(codePoint, i == 0, colons)) {
                escaped.append((char) codePoint);
            } else {
                escaped.append(replacement.apply(codePoint));
            }
            i += Character.charCount(codePoint);
        }
        return escaped.toString();
    }
}
