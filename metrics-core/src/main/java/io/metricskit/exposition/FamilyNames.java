package io.metricskit.exposition;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** The families that the query of a scrape's URL asks for. */
final class FamilyNames {

    /** A scraper could fill the memory with as many as a request has room for. */
    private static final int MAX_NAMES = 1000;

    private static final String PARAMETER = "name[]";

    private FamilyNames() {}

    /**
     * Returns the values of {@code name[]}.
     *
     * @param rawQuery the query as it was sent; null where there is none
     * @throws IllegalArgumentException if an escape in it is malformed, or there are too many different names; its
     *     message tells the scraper which
     */
    static Set<String> in(@Nullable String rawQuery) {
        Set<String> names = new HashSet<>();
        StringTokenizer parameters = new StringTokenizer(rawQuery == null ? "" : rawQuery, "&");
        while (parameters.hasMoreTokens()) {
            String parameter = parameters.nextToken();
            int equals = parameter.indexOf('=');
            if (equals >= 0 && decoded(parameter.substring(0, equals)).equals(PARAMETER)) {
                names.add(decoded(parameter.substring(equals + 1)));
            }
            if (names.size() > MAX_NAMES) {
                throw new IllegalArgumentException("the query has more than " + MAX_NAMES + " names");
            }
        }
        return names;
    }

    private static String decoded(String escaped) {
        try {
            return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the query has a malformed escape", e);
        }
    }
}
