package io.metricskit.spring.aop;

import io.metricskit.MetricConflictException;
import io.metricskit.Registry;
import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.Quoted;
import io.metricskit.model.SampleSink;

/** The label names that not every scraper knows, and whether a registry takes them. */
final class Utf8Names {

    private Utf8Names() {}

    /**
     * Checks label names before the first call, which would find them refused.
     *
     * @throws AnnotatedMethodException if the registry does not take one of them
     */
    static void check(String site, String kind, Labels labels, Registry registry) {
        if (!labels.hasLegacyNames() && !areTakenBy(registry)) {
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

    /** A registry does not say so; it shows when it is given such a name. */
    private static boolean areTakenBy(Registry registry) {
        Descriptor descriptor = new Descriptor("metricskit.names", "Nothing.", MetricType.GAUGE);
        try {
            registry.register(new Nothing(descriptor));
            registry.unregister(descriptor.name());
            return true;
        } catch (MetricConflictException e) {
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A family without samples, which a scrape at that very moment leaves out or shows by its name only. */
    private record Nothing(Descriptor descriptor) implements Collector {

        @Override
        public void collect(SampleSink sink) {
            // There is nothing.
        }
    }
}
