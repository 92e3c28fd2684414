package io.metricskit.push;

import io.metricskit.exposition.EscapingScheme;
import io.metricskit.model.Quoted;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * The URL of a group of metrics at a receiver, as the
 * <a href="https://github.com/prometheus/pushgateway/blob/master/README.md#url">Pushgateway</a> defines it.
 */
final class GroupUrl {

    /** What a name begins with that {@link EscapingScheme#VALUES} has escaped. */
    private static final String ESCAPED = "U__";

    private GroupUrl() {}

    /**
     * Returns the URL, with the path between the address and {@code /job}.
     *
     * @throws IllegalArgumentException if the address or the path cannot be in such a URL
     */
    static URI of(String address, String path, String job, SortedMap<String, String> groupingKey) {
        StringBuilder url = new StringBuilder(base(address)).append(path);
        appendLabel(url, "job", job);
        for (Map.Entry<String, String> label : groupingKey.entrySet()) {
            appendLabel(url, label.getKey(), label.getValue());
        }
        return URI.create(url.toString());
    }

    /** Returns an address with scheme and without slashes at the end. */
    private static String base(String address) {
        String full = address.contains(":/") ? address : "http://" + address;
        String base = full.replaceFirst("/+$", "");
        if (base.equals("http:")) {
            throw unexpected(address);
        }
        if (base.indexOf('@') >= 0) {
            // The address is not in the message, since it may have a password in it.
            throw new IllegalArgumentException(
                    "expected an address without user and password: give them with basicAuth(..)");
        }
        if (base.indexOf('?') >= 0 || base.indexOf('#') >= 0) {
            // Not in the message either, since it may have a token in it.
            throw new IllegalArgumentException("expected an address without query and fragment");
        }
        URI uri;
        try {
            uri = URI.create(base);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected an address such as http://127.0.0.1:9091, but " + e.getMessage(), e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null || uri.getPort() > 65_535) {
            throw unexpected(address);
        }
        return base;
    }

    private static IllegalArgumentException unexpected(String address) {
        String hint = address.indexOf('_') >= 0 ? ": the name of a host has no underscore" : "";
        return new IllegalArgumentException(
                "expected an address such as http://127.0.0.1:9091, but got " + Quoted.of(address) + hint);
    }

    private static void appendLabel(StringBuilder url, String name, String value) {
        url.append('/').append(pathName(name));
        // A slash would part the value in two, an empty one or dots would change the path.
        if (value.isEmpty() || value.indexOf('/') >= 0 || value.equals(".") || value.equals("..")) {
            String encoded = Base64.getUrlEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
            url.append("@base64/").append(encoded.isEmpty() ? "=" : encoded);
        } else {
            url.append('/').append(escaped(value));
        }
    }

    /** Escapes a name that has other than legacy characters, or would be taken for an escaped one. */
    private static String pathName(String name) {
        String escaped = EscapingScheme.VALUES.labelName(name);
        boolean looksEscaped = name.startsWith(ESCAPED) && escaped.equals(name);
        return looksEscaped ? ESCAPED + name.replace("_", "__") : escaped;
    }

    /** Escapes all but the unreserved characters of RFC 3986; the encoder, made for forms, differs in three. */
    private static String escaped(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
