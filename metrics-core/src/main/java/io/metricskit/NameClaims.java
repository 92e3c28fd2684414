package io.metricskit;

import io.metricskit.encoding.NameEscaping;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Quoted;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that the families of a registry take, in any format and however they are escaped: two families that share
 * one would be confused by some scraper. Guarded by the registry's lock.
 *
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/#suffixes">OpenMetrics: suffixes</a>
 */
final class NameClaims {
    /*
     * All names of a family are its base and a suffix, or the base alone. A suffix is one word behind an underscore, and
     * none ends in another. So where two families share a name, one of them is called like the base of the other: it is
     * enough to remember the bases.
     */

    private static final Set<String> RESERVED = reserved();

    /** Who has which base, as it is escaped in each way. */
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
        owners.forEach((escaping, byBase) -> {
            for (String name : names(registration, escaping)) {
                refuseReserved(registration, name);
                refuseTaken(registration, name, byBase.get(name));
            }
            String base = base(registration, escaping);
            Registration shorter = byBase.get(base.substring(0, Math.max(0, base.lastIndexOf('_'))));
            if (shorter != null && names(shorter, escaping).contains(base)) {
                refuseTaken(registration, base, shorter);
            }
        });
        owners.forEach((escaping, byBase) -> byBase.put(base(registration, escaping), registration));
    }

    private static Set<String> names(Registration registration, NameEscaping escaping) {
        return registration.descriptor().allNames(escaping::metricName);
    }

    private static String base(Registration registration, NameEscaping escaping) {
        Descriptor descriptor = registration.descriptor();
        return descriptor.type().baseOf(escaping.metricName(descriptor.name()));
    }

    private static void refuseReserved(Registration refused, String name) {
        if (RESERVED.contains(name)) {
            throw new MetricConflictException(
                    refused.descriptor().name(),
                    name,
                    refused.descriptor() + ": the name " + Quoted.of(name)
                            + " is reserved for metricskit's own metrics");
        }
    }

    private static void refuseTaken(Registration refused, String name, @Nullable Registration owner) {
        if (owner != null) {
            throw new MetricConflictException(
                    refused.descriptor().name(), owner.descriptor().name(), conflict(refused, name, owner));
        }
    }

    private static String conflict(Registration refused, String name, Registration owner) {
        if (owner.descriptor().name().equals(refused.descriptor().name())) {
            return "the registry already has a metric of this name: " + owner + "; refused " + refused
                    + (refused.mayBeSharedWith(owner) ? "; to share it, ask for it with getOrRegister(..)" : "");
        }
        return refused.descriptor() + " and the registered " + owner.descriptor() + " would both be known as "
                + Quoted.of(name) + " to some scrapers; refused the former";
    }

    void release(Registration registration) {
        owners.forEach((escaping, byBase) -> byBase.remove(base(registration, escaping), registration));
    }

    private static Set<String> reserved() {
        Set<String> names = new LinkedHashSet<>(SelfMetrics.COLLECTOR_ERRORS.allNames());
        names.addAll(SelfMetrics.OVERFLOW.allNames());
        names.addAll(SelfMetrics.DROPPED.allNames());
        SelfMetrics.OF_OTHERS.forEach(descriptor -> names.addAll(descriptor.allNames()));
        return Set.copyOf(names);
    }
}
