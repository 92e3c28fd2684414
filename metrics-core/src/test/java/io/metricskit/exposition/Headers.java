package io.metricskit.exposition;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Headers that a hostile or broken client may send. */
final class Headers {
    /** 64 KiB: eight times what Tomcat and Jetty let through by default. */
    private static final int GARBAGE_LENGTH = 64 * 1024;

    private Headers() {}

    /** Any strings, half of them put together from pieces that mean something in a header. */
    static Arbitrary<String> arbitrary() {
        Arbitrary<String> words = Arbitraries.of(("text/plain text/* */* * / application/openmetrics-text gzip identity"
                        + " version=0.0.4 version 1.0.0 escaping=values escaping allow-utf-8 encoding q=0.5 q Q=0 0. 1 -")
                .split(" "));
        Arbitrary<String> separators =
                Arbitraries.of(",", ";", "=", "\"", "\\", " ", "\t", "\n", "\u0000", "é", "\ud83d");
        Arbitrary<String> pieces =
                Arbitraries.oneOf(words, separators).list().ofMaxSize(40).map(list -> String.join("", list));
        return Arbitraries.oneOf(Arbitraries.strings(), pieces);
    }

    /** 64 KiB of one piece over and over. */
    static String garbage(String piece) {
        return piece.repeat(GARBAGE_LENGTH / piece.length());
    }
}
