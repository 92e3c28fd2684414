package io.metricskit;

import io.metricskit.model.Descriptor;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names that the families of a registry take, in any format: two families that share one would be confused by some
 * scraper. Guarded by the registry's lock.
 *
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/#suffixes">OpenMetrics: suffixes</a>
 */
final class NameClaims {

    private static final Set<String> RESERVED = reserved();

    private final Map<String, Registration> owners = new HashMap<>();

    /** Claims the names of a family; throws and claims nothing if another one has any of them. */
    void claim(Registration registration) {
        Descriptor descriptor = registration.descriptor();
        Set<String> names = descriptor.allNames();
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
        registration.descriptor().allNames().forEach(name -> owners.remove(name, registration));
    }

    private static Set<String> reserved() {
        Set<String> names = new LinkedHashSet<>(SelfMetrics.COLLECTOR_ERRORS.allNames());
        names.addAll(SelfMetrics.OVERFLOW.allNames());
        names.addAll(SelfMetrics.DROPPED.allNames());
        SelfMetrics.OF_OTHERS.forEach(descriptor -> names.addAll(descriptor.allNames()));
        return Set.copyOf(names);
    }
}
