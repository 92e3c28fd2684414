package io.metricskit;

import io.metricskit.encoding.NameEscaping;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Quoted;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names that the families of a registry take, in any format and however they are escaped: two families that share
 * one would be confused by some scraper. Guarded by the registry's lock.
 *
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/#suffixes">OpenMetrics: suffixes</a>
 */
final class NameClaims {

    private static final Set<String> RESERVED = reserved();

    /** Who has which name, as it is escaped in each way. */
    private final Map<NameEscaping, Map<String, Registration>> owners = new EnumMap<>(NameEscaping.class);

    /**
     * Creates claims without any.
     *
     * @param utf8Names whether there may be names that are escaped for some scrapers
     */
    NameClaims(boolean utf8Names) {
        for (NameEscaping escaping : NameEscaping.values()) {
            if (utf8Names || escaping == NameEscaping.NONE) {
                owners.put(escaping, new HashMap<>());
            }
        }
    }

    /** Claims the names of a family; throws and claims nothing if another one has any of them. */
    void claim(Registration registration) {
        Descriptor descriptor = registration.descriptor();
        owners.forEach((escaping, taken) -> {
            for (String name : descriptor.allNames(escaping::metricName)) {
                if (RESERVED.contains(name)) {
                    throw new MetricConflictException(
                            descriptor.name(),
                            name,
                            descriptor + ": the name " + Quoted.of(name) + " is reserved for metricskit's own metrics");
                }
                Registration owner = taken.get(name);
                if (owner != null) {
                    throw new MetricConflictException(
                            descriptor.name(), owner.descriptor().name(), conflict(registration, name, owner));
                }
            }
        });
        owners.forEach((escaping, taken) ->
                descriptor.allNames(escaping::metricName).forEach(name -> taken.put(name, registration)));
    }

    private static String conflict(Registration refused, String name, Registration owner) {
        if (owner.descriptor().name().equals(refused.descriptor().name())) {
            return "the registry already has a metric of this name: " + owner + "; refused " + refused;
        }
        return refused.descriptor() + " and the registered " + owner.descriptor() + " would both be known as "
                + Quoted.of(name) + " to some scrapers; refused the former";
    }

    void release(Registration registration) {
        Descriptor descriptor = registration.descriptor();
        owners.forEach((escaping, taken) ->
                descriptor.allNames(escaping::metricName).forEach(name -> taken.remove(name, registration)));
    }

    private static Set<String> reserved() {
        Set<String> names = new LinkedHashSet<>(SelfMetrics.COLLECTOR_ERRORS.allNames());
        names.addAll(SelfMetrics.OVERFLOW.allNames());
        names.addAll(SelfMetrics.DROPPED.allNames());
        SelfMetrics.OF_OTHERS.forEach(descriptor -> names.addAll(descriptor.allNames()));
        return Set.copyOf(names);
    }
}
