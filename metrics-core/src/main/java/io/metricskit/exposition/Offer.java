package io.metricskit.exposition;

import java.util.List;

/**
 * A representation that can be served, as a row of the table that an {@code Accept} header is matched against.
 *
 * @param mediaType type and subtype, in lower case
 * @param parameters those of the media type, in the order of the Content-Type header
 * @param alwaysStatesEscaping whether the content type names the escaping even if the client did not ask for one
 */
record Offer(ExpositionFormat format, String mediaType, List<Parameter> parameters, boolean alwaysStatesEscaping) {

    private static final String OPENMETRICS = "application/openmetrics-text";
    private static final Parameter UTF_8 = Parameter.ignored("charset", "utf-8");

    /** What the library can write, in the order in which it prefers to; the first is also the last resort. */
    static final List<Offer> SUPPORTED = List.of(
            of(ExpositionFormat.TEXT, "text/plain", Parameter.assumed("version", "0.0.4"), UTF_8),
            of(ExpositionFormat.OPENMETRICS, OPENMETRICS, Parameter.assumed("version", "1.0.0"), UTF_8),
            of(
                    ExpositionFormat.PROTOBUF,
                    "application/vnd.google.protobuf",
                    Parameter.required("proto", "io.prometheus.client.MetricFamily"),
                    Parameter.required("encoding", "delimited")),
            new Offer(
                    ExpositionFormat.TEXT_UTF8,
                    "text/plain",
                    List.of(Parameter.required("version", "1.0.0"), UTF_8),
                    true),
            of(ExpositionFormat.OPENMETRICS, OPENMETRICS, Parameter.required("version", "0.0.1"), UTF_8));

    private static Offer of(ExpositionFormat format, String mediaType, Parameter... parameters) {
        return new Offer(format, mediaType, List.of(parameters), false);
    }

    /** Returns the preferred representation of a format; every format has one. */
    static Offer firstOf(ExpositionFormat format) {
        return SUPPORTED.stream()
                .filter(offer -> offer.format == format)
                .findFirst()
                .orElseThrow();
    }

    /** Returns how closely a clause of an {@code Accept} header describes this representation. */
    Specificity specificity(HeaderClause clause) {
        String range = clause.token();
        if (range.equals("*/*") || range.equals("*")) {
            return Specificity.ANY_TYPE;
        }
        if (range.equals(mediaType.substring(0, mediaType.indexOf('/')) + "/*")) {
            return Specificity.ANY_SUBTYPE;
        }
        if (!range.equals(mediaType)) {
            return Specificity.NONE;
        }
        Specificity specificity = Specificity.MEDIA_TYPE;
        for (Parameter parameter : parameters) {
            if (!parameter.accepts(clause)) {
                return Specificity.NONE;
            }
            if (parameter.isNamedBy(clause)) {
                specificity = Specificity.PARAMETERS;
            }
        }
        return specificity;
    }

    /** Returns the version of the format, empty for a media type without such a parameter. */
    String version() {
        return parameters.stream()
                .filter(parameter -> parameter.name.equals("version"))
                .map(Parameter::value)
                .findFirst()
                .orElse("");
    }

    /** Returns the value of the Content-Type header, without the escaping. */
    String contentType() {
        StringBuilder contentType = new StringBuilder(mediaType);
        for (Parameter parameter : parameters) {
            contentType.append("; ").append(parameter.name).append('=').append(parameter.value);
        }
        return contentType.toString();
    }

    /** How closely a clause describes an offer; the later, the closer. */
    enum Specificity {
        /** It describes something else. */
        NONE,
        /** It takes any type, also spelt as the bare {@code *} that some clients send. */
        ANY_TYPE,
        /** It takes any subtype: {@code text/*}. */
        ANY_SUBTYPE,
        /** It names the media type: {@code text/plain}. */
        MEDIA_TYPE,
        /** It names parameters as well: {@code text/plain;version=0.0.4}. */
        PARAMETERS
    }

    /** A parameter of the media type, and what it asks of a clause. Values are compared with regard to case. */
    record Parameter(String name, String value, Rule rule) {

        /** A parameter that the clause must name with this value. */
        static Parameter required(String name, String value) {
            return new Parameter(name, value, Rule.REQUIRED);
        }

        /** A parameter that has this value where the clause does not name it. */
        static Parameter assumed(String name, String value) {
            return new Parameter(name, value, Rule.ASSUMED);
        }

        /** A parameter that is announced only: the clause may say what it likes. */
        static Parameter ignored(String name, String value) {
            return new Parameter(name, value, Rule.IGNORED);
        }

        private boolean accepts(HeaderClause clause) {
            String assumption = rule == Rule.REQUIRED ? "" : value;
            return rule == Rule.IGNORED
                    || clause.parameters().getOrDefault(name, assumption).equals(value);
        }

        private boolean isNamedBy(HeaderClause clause) {
            return rule != Rule.IGNORED && clause.parameters().containsKey(name);
        }

        private enum Rule {
            REQUIRED,
            ASSUMED,
            IGNORED
        }
    }
}
