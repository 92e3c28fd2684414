package io.metricskit;

import io.metricskit.model.Descriptor;
import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.Quoted;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a registry demands of the metrics in it, and gives them.
 *
 * @param constLabels the labels that go on every series, which no other label may shadow
 * @param utf8Names whether there may be names that not every scraper knows
 * @param maxSeriesPerMetric the bound on the series of a metric that has none of its own
 * @param currentTrace where exemplars come from, or null
 */
record RegistryRules(
        Labels constLabels,
        boolean utf8Names,
        int maxSeriesPerMetric,
        @Nullable Supplier<Labels> currentTrace) {

    private static final String WITHOUT_UTF8 = " in a registry without utf8Names(true), but got ";

    /** Throws if the constant labels do not go together, or have names that the registry does not take. */
    RegistryRules {
        if (!utf8Names && !constLabels.hasLegacyNames()) {
            throw labelNameRefusal(constLabels);
        }
        try {
            LabelNames.of(constLabels.names().toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("constant labels of a registry: " + e.getMessage(), e);
        }
    }

    /** Throws if the registry does not take the name of a metric. */
    void requireNameOf(Descriptor metric) {
        if (!utf8Names && !metric.hasLegacyName()) {
            throw new IllegalArgumentException(
                    "a metric name must match [a-zA-Z_:][a-zA-Z0-9_:]*" + WITHOUT_UTF8 + Quoted.of(metric.name()));
        }
    }

    /** Returns the refusal of a label name that only some registries take. */
    static IllegalArgumentException labelNameRefusal(Object got) {
        return new IllegalArgumentException("a label name must match [a-zA-Z_][a-zA-Z0-9_]*" + WITHOUT_UTF8 + got);
    }
}
