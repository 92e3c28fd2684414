package io.metricskit.testkit;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rule for the Content-Type of a text 0.0.4 response: {@code text/plain; version=0.0.4; charset=utf-8}.
 *
 * <p>Blanks after {@code ;} may be missing, since Tomcat drops them, and an {@code escaping} that the client asked for
 * may follow. A repeated parameter fails the whole scrape in Prometheus 3.
 */
final class ContentTypeRule {
    private static final Pattern PARAMETER = Pattern.compile("; ?([a-z]+)=([A-Za-z0-9._-]+)");
    private static final String MEDIA_TYPE = "text/plain";
    private static final Set<String> ESCAPINGS = Set.of("allow-utf-8", "underscores", "dots", "values");

    private ContentTypeRule() {}

    static void check(@Nullable String contentType) {
        if (contentType == null) {
            throw new AssertionError("Content-Type is missing, expected " + MEDIA_TYPE);
        }
        int end = contentType.indexOf(';');
        String mediaType = end < 0 ? contentType : contentType.substring(0, end);
        if (!mediaType.equals(MEDIA_TYPE)) {
            throw violation("media type must be " + MEDIA_TYPE, contentType);
        }
        Map<String, String> parameters = parameters(contentType);
        if (!"0.0.4".equals(parameters.remove("version"))) {
            throw violation("version must be 0.0.4", contentType);
        }
        if (!"utf-8".equals(parameters.getOrDefault("charset", "").toLowerCase(Locale.ROOT))) {
            throw violation("charset must be utf-8", contentType);
        }
        parameters.remove("charset");
        String escaping = parameters.remove("escaping");
        if (escaping != null && !ESCAPINGS.contains(escaping)) {
            throw violation("escaping must be one of " + ESCAPINGS, contentType);
        }
        if (!parameters.isEmpty()) {
            throw violation("unknown parameter " + parameters.keySet(), contentType);
        }
    }

    private static Map<String, String> parameters(String contentType) {
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(contentType);
        int end = MEDIA_TYPE.length();
        while (end < contentType.length()) {
            if (!parameter.region(end, contentType.length()).lookingAt()) {
                throw violation("malformed parameter at index " + end, contentType);
            }
            if (parameters.put(parameter.group(1), parameter.group(2)) != null) {
                throw violation("parameter " + parameter.group(1) + " must not be given twice", contentType);
            }
            end = parameter.end();
        }
        return parameters;
    }

    private static AssertionError violation(String rule, String contentType) {
        return new AssertionError("Content-Type: " + rule + ", got: " + contentType);
    }
}
