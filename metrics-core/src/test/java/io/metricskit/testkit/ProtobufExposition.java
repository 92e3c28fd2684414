package io.metricskit.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a scrape in delimited protobuf: {@code io.prometheus.client.MetricFamily} messages, each after its length.
 *
 * <p>Read into the samples that a text format writes for the same thing, and judged by the rules of the text format,
 * so that histograms and summaries add up; one message to a name, each of valid UTF-8, and no bytes too many. Native
 * histograms are refused, since what we write has none.
 *
 * <p>Immutable. Every refusal is an {@link AssertionError} that calls a message's number a line.
 *
 * @see <a href="https://github.com/prometheus/client_model/blob/master/io/prometheus/client/metrics.proto">metrics.proto</a>
 */
public final class ProtobufExposition extends ExpositionBody {
    private final Map<ProtobufReader.Metric, Instant> created;

    private ProtobufExposition(ProtobufReader reader) {
        super(reader.families());
        this.created = Map.copyOf(reader.created());
    }

    /** Reads a body that came without a Content-Type and has legacy names alone, demanding every rule. */
    public static ProtobufExposition checked(byte[] body) {
        return checked(body, /* utf8Names= */ false);
    }

    /** Reads a body that came without a Content-Type and may have any names, demanding every rule. */
    public static ProtobufExposition checkedUtf8(byte[] body) {
        return checked(body, /* utf8Names= */ true);
    }

    /**
     * Reads the body of a response, demanding every rule; names outside of the legacy set only where the escaping is
     * {@code allow-utf-8}.
     *
     * @param contentType null where the header is missing
     */
    public static ProtobufExposition checked(@Nullable String contentType, byte[] body) {
        return checked(body, ContentTypeRule.PROTOBUF.check(contentType).allowsUtf8Names());
    }

    private static ProtobufExposition checked(byte[] body, boolean utf8Names) {
        ProtobufReader reader = new ProtobufReader(utf8Names);
        WireMessage.delimited(body).forEach(reader::family);
        List<Family> families = reader.families();
        ExpositionRules.text(families);
        families.forEach(ExemplarRules::check);
        return new ProtobufExposition(reader);
    }

    /**
     * When the metric with exactly these labels began to count, if that was said.
     *
     * @param labelPairs name, value, name, value …
     */
    public Optional<Instant> created(String family, String... labelPairs) {
        return Optional.ofNullable(created.get(new ProtobufReader.Metric(family, pairs(labelPairs))));
    }
}
