package io.metricskit.exposition;

import io.metricskit.encoding.ByteWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The representation that a scraper and this library agreed on: a format, its version and the escaping of names.
 *
 * <pre>{@code
 * NegotiatedFormat format = ExpositionFormat.negotiate(accept);
 * exposition.write(format, out);
 * }</pre>
 *
 * <p>An immutable value: two are equal if they have the same content type, which implies the rest.
 *
 * @see ExpositionFormat#negotiate(String)
 */
public final class NegotiatedFormat {

    private final Offer offer;
    private final EscapingScheme escaping;
    private final String contentType;

    /**
     * Creates the representation of an offer.
     *
     * @param requestedEscaping the scheme that the client asked for, null if it asked for none
     */
    NegotiatedFormat(Offer offer, @Nullable EscapingScheme requestedEscaping) {
        this.offer = offer;
        this.escaping = requestedEscaping == null ? EscapingScheme.UNDERSCORES : requestedEscaping;
        boolean stated = requestedEscaping != null || offer.format() == ExpositionFormat.TEXT_UTF8;
        this.contentType = stated ? offer.contentType() + "; escaping=" + escaping.parameter() : offer.contentType();
    }

    /** Returns what is written without asking anybody: text 1.0.0 is chosen for its names, which stay as they are. */
    static NegotiatedFormat of(ExpositionFormat format) {
        Objects.requireNonNull(format, "format must not be null");
        return new NegotiatedFormat(
                Offer.firstOf(format), format == ExpositionFormat.TEXT_UTF8 ? EscapingScheme.ALLOW_UTF_8 : null);
    }

    /** Returns the format to write. */
    public ExpositionFormat format() {
        return offer.format();
    }

    /** Returns the version of the format, as in the content type, such as {@code 0.0.4}; empty for protobuf. */
    public String version() {
        return offer.version();
    }

    /** Returns how names are escaped: with underscores unless the client asked for another scheme. */
    public EscapingScheme escaping() {
        return escaping;
    }

    /**
     * Returns the value of the Content-Type header.
     *
     * <p>It consists of constants: nothing that a client sent is repeated in it, and no parameter occurs twice. The
     * {@code escaping} parameter of text 0.0.4 is there only if the client sent one.
     */
    public String contentType() {
        return contentType;
    }

    /** Returns a writer of this representation, for one scrape. */
    FormatWriter<?> writer(ByteWriter out, boolean createdSamples) {
        return switch (format()) {
            case TEXT, TEXT_UTF8 -> new PrometheusText(out, escaping);
            case OPENMETRICS -> new OpenMetricsText(out, escaping, createdSamples);
            case PROTOBUF -> new ProtobufFormat(out, escaping);
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NegotiatedFormat that && contentType.equals(that.contentType);
    }

    @Override
    public int hashCode() {
        return contentType.hashCode();
    }

    @Override
    public String toString() {
        return contentType;
    }
}
