package io.metricskit.exposition;

import io.metricskit.Metric;
import io.metricskit.Registration;
import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.PromptCollector;
import io.metricskit.model.SampleSink;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A family as an exposition shows it, with what is encoded once and not at each scrape. Safe for use by many threads.
 */
final class ExposedFamily {

    private static final int SCHEMES = EscapingScheme.values().length;
    private static final int DIALECTS = TextDialect.values().length;

    private final Registration registration;

    /** What the exposition puts on every series. */
    private final Labels constLabels;

    /*
     * What formats write before the samples of series that shadow no constant label, made when first asked for. Heads
     * are immutable, so that threads may share one, or make it twice.
     */

    /** By dialect and escaping scheme. */
    private final @Nullable TextHead[] textHeads = new TextHead[DIALECTS * SCHEMES];

    /** By escaping scheme; null until a scraper asks for protobuf, as few do. */
    private @Nullable ProtobufHead @Nullable [] protobufHeads;

    ExposedFamily(Registration registration, Labels constLabels) {
        this.registration = registration;
        this.constLabels = constLabels;
    }

    Collector collector() {
        return registration.collector();
    }

    /** Returns whether the collector is one that we did not write, and does not promise to answer at once. */
    boolean mayTakeItsTime() {
        return !(collector() instanceof Metric<?> || collector() instanceof PromptCollector);
    }

    Descriptor descriptor() {
        return registration.descriptor();
    }

    Labels constLabels() {
        return constLabels;
    }

    String name() {
        return descriptor().name();
    }

    /** Returns the head for series, with the constant labels that they do not shadow. */
    TextHead textHead(TextDialect dialect, EscapingScheme escaping, Labels common) {
        if (common != constLabels) {
            return TextHead.of(descriptor(), common, dialect, escaping);
        }
        int index = SCHEMES * dialect.ordinal() + escaping.ordinal();
        TextHead head = textHeads[index];
        if (head == null) {
            head = TextHead.of(descriptor(), constLabels, dialect, escaping);
            textHeads[index] = head;
        }
        return head;
    }

    /** Returns the head for series, with the constant labels that they do not shadow. */
    ProtobufHead protobufHead(EscapingScheme escaping, Labels common) {
        if (common != constLabels) {
            return ProtobufHead.of(descriptor(), common, escaping);
        }
        @Nullable ProtobufHead[] heads = protobufHeads;
        if (heads == null) {
            heads = new ProtobufHead[SCHEMES];
            protobufHeads = heads;
        }
        ProtobufHead head = heads[escaping.ordinal()];
        if (head == null) {
            head = ProtobufHead.of(descriptor(), constLabels, escaping);
            heads[escaping.ordinal()] = head;
        }
        return head;
    }

    void collectZeros(SampleSink sink) {
        registration.collectZeros(sink);
    }

    void failed(Throwable failure) {
        registration.failed(failure);
    }

    /**
     * Returns whether one of the names is the family's, or that of a sample which its type makes, as it is or as the
     * scraper gets to see it.
     */
    boolean isNamed(Set<String> names, EscapingScheme escaping) {
        return isNamed(names, UnaryOperator.identity()) || isNamed(names, escaping::metricName);
    }

    private boolean isNamed(Set<String> names, UnaryOperator<String> shown) {
        return descriptor().allNames(shown).stream().anyMatch(names::contains);
    }
}
