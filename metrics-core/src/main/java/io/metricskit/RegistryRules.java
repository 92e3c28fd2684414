package io.metricskit;

import io.metricskit.model.Labels;
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

    /** The rules of a registry that demands nothing. */
    static final RegistryRules LENIENT = new RegistryRules(Labels.empty(), true, Family.DEFAULT_MAX_SERIES, null);
}
