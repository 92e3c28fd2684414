package io.metricskit.http;

import java.net.InetAddress;

/** The host of a URL under which a server can be reached from its own machine. */
final class UrlHost {

    private UrlHost() {}

    /** Returns the host for an address as the user called it and as it is, an IPv6 address in brackets. */
    static String of(String given, InetAddress resolved) {
        if (resolved.isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        String bare = given.startsWith("[") && given.endsWith("]") ? given.substring(1, given.length() - 1) : given;
        return bare.contains(":") ? "[" + bare.replace("%", "%25") + "]" : bare;
    }
}
