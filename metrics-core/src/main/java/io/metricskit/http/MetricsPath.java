package io.metricskit.http;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The path of the metrics, which needs no escaping, neither in a URL nor in HTML.
 *
 * @param path the path, which begins with a slash
 */
record MetricsPath(String path) {

    static final String ROBOTS = "/robots.txt";

    private static final Pattern LEGAL = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+");

    MetricsPath {
        Objects.requireNonNull(path, "path must not be null");
        if (!LEGAL.matcher(path).matches() || path.equals(ROBOTS)) {
            throw new IllegalArgumentException(
                    "expected a path such as /metrics, of letters, digits and . _ ~ - between"
                            + " slashes, without . and .. segments, other than / and " + ROBOTS + ", but got '" + path
                            + "'");
        }
    }
}
