package io.metricskit;

import io.metricskit.model.Descriptor;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names that the families of a registry take, in any format: two families that share one would be confused by some
 * scraper. Guarded by the registry's lock.
 *
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/#suffixes">OpenMetrics: suffixes</a>
 */
final class NameClaims {

    private static final Set<String> RESERVED = claims(List.of(
            SelfMetrics.COLLECTOR_ERRORS,
            SelfMetrics.OVERFLOW,
            SelfMetrics.DROPPED,
            SelfMetrics.SCRAPES,
            SelfMetrics.SCRAPE_DURATION,
            SelfMetrics.INSTRUMENTATION_ERRORS,
            SelfMetrics.PUSH_FAILURES,
            SelfMetrics.LAST_PUSH));

    private final Map<String, Registration> owners = new HashMap<>();

    /** Claims the names of a family; throws and claims nothing if another one has any of them. */
    void claim(Registration registration) {
        Descriptor descriptor = registration.descriptor();
        Set<String> names = of(descriptor);
        for (String name : names) {
            if (RESERVED.contains(name)) {
                throw new MetricConflictException(
                        descriptor.name(),
                        descriptor + ": the name '" + name + "' is kept for what metricskit says about itself");
            }
            Registration owner = owners.get(name);
            if (owner != null) {
                throw new MetricConflictException(descriptor.name(), conflict(registration, name, owner));
            }
        }
        names.forEach(name -> owners.put(name, registration));
    }

    private static String conflict(Registration refused, String name, Registration owner) {
        if (owner.descriptor().name().equals(refused.descriptor().name())) {
            return "the registry already has a metric of this name: " + owner + "; refused " + refused;
        }
        return refused.descriptor() + " and the registered " + owner.descriptor() + " would both be known as '" + name
                + "' to some scrapers; refused the former";
    }

    void release(Registration registration) {
        of(registration.descriptor()).forEach(name -> owners.remove(name, registration));
    }

    private static Set<String> claims(List<Descriptor> descriptors) {
        Set<String> names = new LinkedHashSet<>();
        descriptors.forEach(descriptor -> names.addAll(of(descriptor)));
        return Set.copyOf(names);
    }

    /** Returns the family's names in the text formats and in OpenMetrics, and those that its suffixes make. */
    static Set<String> of(Descriptor descriptor) {
        String name = descriptor.name();
        String base = descriptor.baseName();
        Set<String> names = new LinkedHashSet<>(List.of(name));
        names.add(base);
        names.add(base + "_info");
        List<String> suffixes = switch (descriptor.type()) {
            case COUNTER -> List.of("_created");
            case SUMMARY -> List.of("_sum", "_count", "_created");
            case HISTOGRAM -> List.of("_bucket", "_sum", "_count", "_created");
            case GAUGE, INFO, UNKNOWN -> List.of();
        };
        suffixes.forEach(suffix -> names.add(base + suffix));
        return names;
    }
}
