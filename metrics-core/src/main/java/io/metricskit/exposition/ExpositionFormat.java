package io.metricskit.exposition;

import org.jspecify.annotations.Nullable;

/**
 * A wire format in which metrics can be written.
 *
 * <pre>{@code
 * exposition.write(ExpositionFormat.TEXT, out);
 * }</pre>
 */
public enum ExpositionFormat {
    /**
     * The Prometheus text format, version 0.0.4: what every scraper and the Pushgateway understand.
     *
     * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
     */
    TEXT,

    /**
     * OpenMetrics text, version 1.0.0 (and 0.0.1, which differs in nothing but its name): what a Prometheus server asks
     * for first. It has units and exemplars.
     *
     * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/">OpenMetrics 1.0</a>
     */
    OPENMETRICS,

    /**
     * Length-delimited protobuf messages, one for each family: the binary format. It has units and exemplars, and says
     * since when series count.
     *
     * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/#protobuf-format">Protobuf format</a>
     */
    PROTOBUF,

    /**
     * The Prometheus text format, version 1.0.0, which adds names of any characters to {@link #TEXT}.
     *
     * @see <a href="https://prometheus.io/docs/instrumenting/content_negotiation/">Content negotiation</a>
     */
    TEXT_UTF8;

    /**
     * Chooses the representation that an HTTP {@code Accept} header prefers.
     *
     * <p>The quality of a representation is that of the most specific clause that matches it; the highest quality wins,
     * then the clause named first, and of what one wildcard leaves equal the first of these constants. A quality of 0
     * excludes. A clause that is malformed, or whose quality is not a number from 0 to 1, counts as absent. A scrape is
     * never refused: where nothing acceptable is left, the answer is {@link #TEXT} in its default form.
     *
     * <p>Never throws; of a longer header only the first 128 clauses are considered.
     *
     * @param acceptHeader the header's value, several lines joined by commas; null or blank where there is none
     * @return what to write, and the content type to announce it with
     * @see <a href="https://prometheus.io/docs/instrumenting/content_negotiation/">Content negotiation</a>
     */
    public static NegotiatedFormat negotiate(@Nullable String acceptHeader) {
        return AcceptNegotiation.negotiate(acceptHeader);
    }
}
