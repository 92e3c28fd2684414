package io.metricskit.exposition;

import io.metricskit.encoding.NameEscaping;
import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.Series;

/**
 * How names of metrics and labels are written if they have characters that older scrapers do not accept: anything but
 * ASCII letters, digits, underscores and, in metric names, colons.
 *
 * <p>A scheme concerns names alone, never label values or help texts.
 *
 * <pre>{@code
 * EscapingScheme scheme = ExpositionFormat.negotiate(accept).escaping();
 * String name = scheme.metricName("queue.size");
 * }</pre>
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/escaping_schemes/">Escaping schemes</a>
 */
public enum EscapingScheme {
    /** Names are written as they are, quoted where the format needs it. */
    ALLOW_UTF_8("allow-utf-8", NameEscaping.NONE),

    /** Each such character becomes an underscore; the default. It cannot be undone: names may become the same. */
    UNDERSCORES("underscores", NameEscaping.UNDERSCORES),

    /** In every name a dot becomes {@code _dot_}, and an underscore, or any other such character, {@code __}. */
    DOTS("dots", NameEscaping.DOTS),

    /**
     * A name with such characters begins with {@code U__} and has their code points in hexadecimal, as in {@code _2e_},
     * and two underscores for each underscore.
     */
    VALUES("values", NameEscaping.VALUES);

    private final String parameter;
    private final NameEscaping escaping;

    EscapingScheme(String parameter, NameEscaping escaping) {
        this.parameter = parameter;
        this.escaping = escaping;
    }

    /**
     * Returns a metric name as this scheme writes it.
     *
     * @param name any name
     */
    public String metricName(String name) {
        return escaping.metricName(name);
    }

    /**
     * Returns a label name as this scheme writes it.
     *
     * @param name any name
     */
    public String labelName(String name) {
        return escaping.labelName(name);
    }

    /** Returns label names as this scheme writes them; the same object if it changes none. */
    LabelNames shown(LabelNames names) {
        boolean changesNone = this == ALLOW_UTF_8 || (this != DOTS && names.areLegacy());
        return changesNone ? names : names.renamed(this::labelName);
    }

    /** Returns a series with its label names as this scheme writes them; the same object if it changes none. */
    Series shown(Series series) {
        LabelNames names = shown(series.labelNames());
        return names == series.labelNames() ? series : series.renamed(names);
    }

    /**
     * Returns those of a set of labels whose names, as this scheme writes them, are not among others; the same object
     * if none are.
     */
    Labels unshadowed(Labels labels, LabelNames shownNames) {
        Labels rest = labels;
        for (int i = 0; i < labels.size(); i++) {
            String name = labels.name(i);
            if (shownNames.indexOf(labelName(name)) >= 0) {
                rest = rest.without(name);
            }
        }
        return rest;
    }

    /** Returns the scheme's name in the {@code escaping} parameter of Accept and Content-Type. */
    String parameter() {
        return parameter;
    }

    /** Returns the scheme with that name in an {@code escaping} parameter, {@link #UNDERSCORES} if there is none. */
    static EscapingScheme resolve(String parameter) {
        for (EscapingScheme scheme : values()) {
            if (scheme.parameter.equals(parameter)) {
                return scheme;
            }
        }
        return UNDERSCORES;
    }
}
