package io.metricskit.encoding;

import java.util.function.IntFunction;

/**
 * The ways to write any name in the characters of {@link LegacyNames}. Stateless.
 *
 * <p>A colon counts as legal in metric names only. Characters are code points; a name has no unpaired surrogates.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/escaping_schemes/">Escaping schemes</a>
 */
public final class NameEscaping {

    private static final String VALUES_PREFIX = "U__";

    private NameEscaping() {}

    /**
     * Returns a name with an underscore for each character that is not legal.
     *
     * @param colons whether a colon is
     */
    public static String underscores(String name, boolean colons) {
        return isLegacy(name, colons) ? name : escaped("", name, colons, "_", illegal -> "_");
    }

    /**
     * Returns a name with {@code _dot_} for each dot, and two underscores for each underscore and any other character
     * that is not legal.
     *
     * @param colons whether a colon is
     */
    public static String dots(String name, boolean colons) {
        return escaped("", name, colons, "__", illegal -> illegal == '.' ? "_dot_" : "__");
    }

    /**
     * Returns a name that is not legal with {@code U__} in front, two underscores for each underscore, and for each
     * character that is not legal its code point in hexadecimal between underscores; a legal one as it is.
     *
     * @param colons whether a colon is legal
     */
    public static String values(String name, boolean colons) {
        return isLegacy(name, colons)
                ? name
                : escaped(VALUES_PREFIX, name, colons, "__", illegal -> "_" + Integer.toHexString(illegal) + "_");
    }

    private static boolean isLegacy(String name, boolean colons) {
        return colons ? LegacyNames.isMetricName(name) : LegacyNames.isLabelName(name);
    }

    private static String escaped(
            String prefix, String name, boolean colons, String underscore, IntFunction<String> replacement) {
        StringBuilder escaped = new StringBuilder(prefix);
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
