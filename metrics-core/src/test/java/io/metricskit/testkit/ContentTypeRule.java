package io.metricskit.testkit;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rule for the Content-Type of a response: a media type, and parameters of which each is demanded or allowed.
 *
 * <p>Blanks after {@code ;} may be missing, since Tomcat drops them. A repeated parameter fails the whole scrape in
 * Prometheus 3.
 *
 * @param mediaType the type before the first semicolon
 * @param demanded the parameters that must be there, with the values that each may have
 * @param escapingDemanded whether the parameter {@code escaping} must be there; elsewhere it may be
 */
record ContentTypeRule(String mediaType, Map<String, Set<String>> demanded, boolean escapingDemanded) {
    static final ContentTypeRule TEXT = text("0.0.4", /* escapingDemanded= */ false);
    static final ContentTypeRule TEXT_UTF8 = text("1.0.0", /* escapingDemanded= */ true);
    static final ContentTypeRule OPENMETRICS = new ContentTypeRule(
            "application/openmetrics-text",
            Map.of("version", Set.of("1.0.0", "0.0.1"), "charset", Set.of("utf-8")),
            /* escapingDemanded= */ false);
    static final ContentTypeRule PROTOBUF = new ContentTypeRule(
            "application/vnd.google.protobuf",
            Map.of("proto", Set.of("io.prometheus.client.MetricFamily"), "encoding", Set.of("delimited")),
            /* escapingDemanded= */ false);

    private static final Pattern PARAMETER = Pattern.compile("; ?([a-z]+)=([A-Za-z0-9._-]+)");
    private static final String ALLOW_UTF_8 = "allow-utf-8";
    private static final Set<String> ESCAPINGS = Set.of(ALLOW_UTF_8, "underscores", "dots", "values");

    /** Sorts the parameters, so that of several violations always the same one is named. */
    ContentTypeRule {
        SortedMap<String, Set<String>> sorted = new TreeMap<>(Comparator.reverseOrder());
        sorted.putAll(demanded);
        demanded = Collections.unmodifiableSortedMap(sorted);
    }

    private static ContentTypeRule text(String version, boolean escapingDemanded) {
        return new ContentTypeRule(
                "text/plain", Map.of("version", Set.of(version), "charset", Set.of("utf-8")), escapingDemanded);
    }

    /**
     * What a Content-Type that was accepted says of names.
     *
     * @param escaping the value of the parameter {@code escaping}; empty where there is none
     */
    record Accepted(String escaping) {
        boolean allowsUtf8Names() {
            return escaping.equals(ALLOW_UTF_8);
        }
    }

    /** Demands this rule of a header, which is null where it is missing. */
    Accepted check(@Nullable String contentType) {
        if (contentType == null) {
            throw new AssertionError("Content-Type is missing, expected " + mediaType);
        }
        int end = contentType.indexOf(';');
        if (!contentType.substring(0, end < 0 ? contentType.length() : end).equals(mediaType)) {
            throw violation("media type must be " + mediaType, contentType);
        }
        Map<String, String> parameters = parameters(contentType);
        demanded.forEach((name, allowed) -> {
            String value = parameters.getOrDefault(name, "");
            parameters.remove(name);
            if (!allowed.contains(name.equals("charset") ? value.toLowerCase(Locale.ROOT) : value)) {
                throw violation(name + " must be " + String.join(" or ", allowed), contentType);
            }
        });
        String escaping = parameters.remove("escaping");
        if (escaping == null ? escapingDemanded : !ESCAPINGS.contains(escaping)) {
            throw violation("escaping must be one of " + ESCAPINGS, contentType);
        }
        if (!parameters.isEmpty()) {
            throw violation("unknown parameter " + parameters.keySet(), contentType);
        }
        return new Accepted(escaping == null ? "" : escaping);
    }

    private Map<String, String> parameters(String contentType) {
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(contentType);
        int end = mediaType.length();
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
