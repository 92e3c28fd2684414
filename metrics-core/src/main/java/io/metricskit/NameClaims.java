package io.metricskit;

import io.metricskit.encoding.NameEscaping;
import io.metricskit.model.Descriptor;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The names that the families of a registry take, in any format and however they are escaped: two families that share
 * one would be confused by some scraper. Guarded by the registry's lock.
 *
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/#suffixes">OpenMetrics: suffixes</a>
 */
final class NameClaims {

    private static final Set<String> RESERVED = reserved();

    /** Who has which name, by the way in which it is spelled. */
    private final Map<Spelling, Map<String, Registration>> owners = new EnumMap<>(Spelling.class);

    /** The ways to spell names, of which a scraper gets to see one. */
    private enum Spelling {
        AS_GIVEN(name -> name),
        UNDERSCORES(name -> NameEscaping.underscores(name, true)),
        DOTS(name -> NameEscaping.dots(name, true)),
        VALUES(name -> NameEscaping.values(name, true));

        private final UnaryOperator<String> escape;

        Spelling(UnaryOperator<String> escape) {
            this.escape = escape;
        }

        Set<String> names(Descriptor descriptor) {
            Set<String> names = new LinkedHashSet<>();
            descriptor.allNames().forEach(name -> names.add(escape.apply(name)));
            return names;
        }
    }

    /**
     * Creates claims without any.
     *
     * @param utf8Names whether there may be names that are escaped for some scrapers
     */
    NameClaims(boolean utf8Names) {
        for (Spelling spelling : Spelling.values()) {
            if (utf8Names || spelling == Spelling.AS_GIVEN) {
                owners.put(spelling, new HashMap<>());
            }
        }
    }

    /** Claims the names of a family; throws and claims nothing if another one has any of them. */
    void claim(Registration registration) {
        Descriptor descriptor = registration.descriptor();
        owners.forEach((spelling, taken) -> {
            for (String name : spelling.names(descriptor)) {
                if (RESERVED.contains(name)) {
                    throw new MetricConflictException(
                            descriptor.name(),
                            descriptor + ": the name '" + name + "' is kept for what metricskit says about itself");
                }
                Registration owner = taken.get(name);
                if (owner != null) {
                    throw new MetricConflictException(descriptor.name(), conflict(registration, name, owner));
                }
            }
        });
        owners.forEach((spelling, taken) -> spelling.names(descriptor).forEach(name -> taken.put(name, registration)));
    }

    private static String conflict(Registration refused, String name, Registration owner) {
        if (owner.descriptor().name().equals(refused.descriptor().name())) {
            return "the registry already has a metric of this name: " + owner + "; refused " + refused;
        }
        return refused.descriptor() + " and the registered " + owner.descriptor() + " would both be known as '" + name
                + "' to some scrapers; refused the former";
    }

    void release(Registration registration) {
        owners.forEach((spelling, taken) ->
                spelling.names(registration.descriptor()).forEach(name -> taken.remove(name, registration)));
    }

    private static Set<String> reserved() {
        Set<String> names = new LinkedHashSet<>(SelfMetrics.COLLECTOR_ERRORS.allNames());
        names.addAll(SelfMetrics.OVERFLOW.allNames());
        names.addAll(SelfMetrics.DROPPED.allNames());
        SelfMetrics.OF_OTHERS.forEach(descriptor -> names.addAll(descriptor.allNames()));
        return Set.copyOf(names);
    }
}
