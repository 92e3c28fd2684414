package io.metricskit.exposition;

/**
 * A way to write metric and label names with characters that older scrapers do not know in names: all but ASCII letters,
 * digits, underscores and, in metric names, colons.
 *
 * <p>A scheme concerns names alone, never label values or help texts.
 *
 * <pre>{@code
 * EscapingScheme scheme = ExpositionFormat.negotiate(accept).escaping();
 * }</pre>
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/escaping_schemes/">Escaping schemes</a>
 */
public enum EscapingScheme {
    /** Names are written as they are, quoted where the format needs it. */
    ALLOW_UTF_8("allow-utf-8"),

    /** Each such character becomes an underscore; the default. It cannot be undone: names may become the same. */
    UNDERSCORES("underscores"),

    /** In every name a dot becomes {@code _dot_}, and an underscore, or any other such character, {@code __}. */
    DOTS("dots"),

    /** A name with such characters begins with {@code U__} and has their code points in hexadecimal, as in {@code _2e_}. */
    VALUES("values");

    private final String parameter;

    EscapingScheme(String parameter) {
        this.parameter = parameter;
    }

    /** {@return the scheme's name in the {@code escaping} parameter of Accept and Content-Type} */
    public String parameter() {
        return parameter;
    }

    /** {@return the scheme with that name in an {@code escaping} parameter, {@link #UNDERSCORES} if there is none} */
    static EscapingScheme resolve(String parameter) {
        for (EscapingScheme scheme : values()) {
            if (scheme.parameter.equals(parameter)) {
                return scheme;
            }
        }
        return UNDERSCORES;
    }
}
