package io.metricskit.spring.aop;

import io.metricskit.Registry;
import io.metricskit.model.Labels;
import io.metricskit.model.Quoted;

/** The label names that not every scraper knows, which some registries take. */
final class Utf8Names {

    private Utf8Names() {}

    /**
     * Checks label names before the first call, which would find them refused.
     *
     * @throws AnnotatedMethodException if the registry does not take one of them
     */
    static void check(String site, String kind, Labels labels, Registry registry) {
        if (!labels.hasLegacyNames() && !registry.takesUtf8Names()) {
            throw new AnnotatedMethodException(
                    site,
                    kind + ": a label name must match [a-zA-Z_][a-zA-Z0-9_]* in a registry without utf8Names(true), but"
                            + " got " + Quoted.of(firstOf(labels)),
                    "Give the label another name, or let names have any characters with metrics.utf8-names=true, or"
                            + " Registry.builder().utf8Names(true).");
        }
    }

    private static String firstOf(Labels labels) {
        return labels.names().stream()
                .filter(name -> !Labels.utf8(name, "?").hasLegacyNames())
                .findFirst()
                .orElseThrow();
    }
}
