package io.metricskit.exposition;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The families that the query of a scrape's URL asks for. */
final class FamilyNames {

    private static final String PARAMETER = "name[]";

    private FamilyNames() {}

    /**
     * Returns the values of {@code name[]}.
     *
     * @param rawQuery the query as it was sent; null where there is none
     * @throws IllegalArgumentException if an escape in it is malformed
     */
    static List<String> in(@Nullable String rawQuery) {
        if (rawQuery == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (String parameter : rawQuery.split("&")) {
            int equals = parameter.indexOf('=');
            if (equals >= 0 && decoded(parameter.substring(0, equals)).equals(PARAMETER)) {
                names.add(decoded(parameter.substring(equals + 1)));
            }
        }
        return names;
    }

    private static String decoded(String escaped) {
        return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    }
}
