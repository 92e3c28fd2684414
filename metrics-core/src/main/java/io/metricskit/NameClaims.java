package io.metricskit;

import io.metricskit.encoding.NameEscaping;
import io.metricskit.model.Descriptor;
import java.util.EnumSet;
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

    private final Set<Spelling> spellings;
    private final Map<Claim, Registration> owners = new HashMap<>();

    /** A name among those that are spelled in the same way. */
    private record Claim(Spelling spelling, String name) {}

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
    }

    /**
     * Creates claims without any.
     *
     * @param utf8Names whether there may be names that are escaped for some scrapers
     */
    NameClaims(boolean utf8Names) {
        this.spellings = utf8Names ? EnumSet.allOf(Spelling.class) : EnumSet.of(Spelling.AS_GIVEN);
    }

    /** Claims the names of a family; throws and claims nothing if another one has any of them. */
    void claim(Registration registration) {
        Descriptor descriptor = registration.descriptor();
        Set<Claim> claims = claims(descriptor);
        for (Claim claim : claims) {
            if (RESERVED.contains(claim.name)) {
                throw new MetricConflictException(
                        descriptor.name(),
                        descriptor + ": the name '" + claim.name + "' is kept for what metricskit says about itself");
            }
            Registration owner = owners.get(claim);
            if (owner != null) {
                throw new MetricConflictException(descriptor.name(), conflict(registration, claim.name, owner));
            }
        }
        claims.forEach(claim -> owners.put(claim, registration));
    }

    private Set<Claim> claims(Descriptor descriptor) {
        Set<Claim> claims = new LinkedHashSet<>();
        for (String name : descriptor.allNames()) {
            for (Spelling spelling : spellings) {
                claims.add(new Claim(spelling, spelling.escape.apply(name)));
            }
        }
        return claims;
    }

    private static String conflict(Registration refused, String name, Registration owner) {
        if (owner.descriptor().name().equals(refused.descriptor().name())) {
            return "the registry already has a metric of this name: " + owner + "; refused " + refused;
        }
        return refused.descriptor() + " and the registered " + owner.descriptor() + " would both be known as '" + name
                + "' to some scrapers; refused the former";
    }

    void release(Registration registration) {
        claims(registration.descriptor()).forEach(claim -> owners.remove(claim, registration));
    }

    private static Set<String> reserved() {
        Set<String> names = new LinkedHashSet<>(SelfMetrics.COLLECTOR_ERRORS.allNames());
        names.addAll(SelfMetrics.OVERFLOW.allNames());
        names.addAll(SelfMetrics.DROPPED.allNames());
        SelfMetrics.OF_OTHERS.forEach(descriptor -> names.addAll(descriptor.allNames()));
        return Set.copyOf(names);
    }
}
