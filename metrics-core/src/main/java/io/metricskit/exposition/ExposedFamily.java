package io.metricskit.exposition;

import io.metricskit.Registry;
import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A family as an exposition shows it, with what can be spelled before any scrape.
 *
 * @param owner whom to tell when the collector fails; null for the exporter's own families
 * @param constLabels the labels that the exposition puts on every series
 */
record ExposedFamily(
        @Nullable Registry owner,
        Collector collector,
        Descriptor descriptor,
        Labels constLabels,
        TextFormat.Head head) {

    static ExposedFamily of(@Nullable Registry owner, Descriptor descriptor, Collector collector, Labels constLabels) {
        return new ExposedFamily(
                owner, collector, descriptor, constLabels, TextFormat.Head.of(descriptor, constLabels));
    }

    String name() {
        return descriptor.name();
    }

    void failed(Throwable failure) {
        if (owner != null) {
            owner.collectorFailed(descriptor, failure);
        }
    }

    /** Returns whether one of the names is the family's, or that of a sample which its type makes. */
    boolean isNamed(Set<String> names) {
        if (names.contains(name()) || names.contains(descriptor.baseName())) {
            return true;
        }
        return switch (descriptor.type()) {
            case HISTOGRAM -> hasSuffix(names, "_bucket") || hasSuffix(names, "_count") || hasSuffix(names, "_sum");
            case SUMMARY -> hasSuffix(names, "_count") || hasSuffix(names, "_sum");
            case COUNTER, GAUGE, INFO, UNKNOWN -> false;
        };
    }

    private boolean hasSuffix(Set<String> names, String suffix) {
        return names.contains(name() + suffix);
    }
}
