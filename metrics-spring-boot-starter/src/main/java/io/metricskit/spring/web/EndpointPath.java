package io.metricskit.spring.web;

import io.metricskit.model.Quoted;
import java.util.regex.Pattern;

/** The rules for the path of the metrics endpoint. */
final class EndpointPath {

    /** One segment or more, each of characters that need no encoding and mean nothing in a pattern; no dot segment. */
    private static final Pattern EXACT_PATH = Pattern.compile("(?:/(?!\\.{1,2}(?:/|\\z))[A-Za-z0-9._~!$&'()+,=:@-]+)+");

    private EndpointPath() {}

    static String checked(String path) {
        if (!EXACT_PATH.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "the path of the metrics endpoint must begin with '/' and be an exact one such as /metrics, without"
                            + " wildcard, variable, query, blank, escape, dot segment, empty segment or '/' at its end,"
                            + " but got " + Quoted.of(path));
        }
        return path;
    }
}
