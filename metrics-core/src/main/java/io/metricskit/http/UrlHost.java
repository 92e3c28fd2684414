package io.metricskit.http;

import java.net.InetAddress;

/** The host of a URL under which a server can be reached from its own machine. */
final class UrlHost {

    private UrlHost() {}

    /**
     * Returns the host, an IPv6 address in brackets.
     *
     * @param given what the user called the address
     * @param resolved what it is
     */
    static String of(String given, InetAddress resolved) {
        if (resolved.isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        String bare = given.startsWith("[") && given.endsWith("]") ? given.substring(1, given.length() - 1) : given;
        return bare.contains(":") ? "[" + bare.replace("%", "%25") + "]" : bare;
    }
}
