package io.metricskit.exposition;

import java.util.List;
import java.util.Map;

/**
 * A representation that can be served, as a row of the table that an {@code Accept} header is matched against.
 *
 * @param contentType the value of the Content-Type header, without the escaping
 * @param asked the clause of an {@code Accept} header that asks for it; values are compared with regard to case
 * @param isDefault whether a clause asks for it also without the parameters, which have these values then
 */
record Offer(ExpositionFormat format, String contentType, HeaderClause asked, boolean isDefault) {

    private static final String OPENMETRICS = "application/openmetrics-text; version=";

    /** Announced only: a clause may say what it likes. */
    private static final String CHARSET = "; charset=utf-8";

    /** What the library can write, in the order in which it prefers to; the first is also the last resort. */
    static final List<Offer> SUPPORTED = List.of(
            new Offer(ExpositionFormat.TEXT, "text/plain; version=0.0.4", CHARSET, true),
            new Offer(ExpositionFormat.OPENMETRICS, OPENMETRICS + "1.0.0", CHARSET, true),
            new Offer(
                    ExpositionFormat.PROTOBUF,
                    "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited",
                    "",
                    false),
            new Offer(ExpositionFormat.TEXT_UTF8, "text/plain; version=1.0.0", CHARSET, false),
            new Offer(ExpositionFormat.OPENMETRICS, OPENMETRICS + "0.0.1", CHARSET, false));

    private Offer(ExpositionFormat format, String asked, String announced, boolean isDefault) {
        this(format, asked + announced, HeaderClause.parse(asked).get(0), isDefault);
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
        String mediaType = asked.token();
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
        for (Map.Entry<String, String> parameter : asked.parameters().entrySet()) {
            String value = clause.parameters().get(parameter.getKey());
            if (value != null || !isDefault) {
                if (!parameter.getValue().equals(value)) {
                    return Specificity.NONE;
                }
                specificity = Specificity.PARAMETERS;
            }
        }
        return specificity;
    }

    /** Returns the version of the format, empty for a media type without such a parameter. */
    String version() {
        return asked.parameters().getOrDefault("version", "");
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
}
