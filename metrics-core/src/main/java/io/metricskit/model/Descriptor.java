package io.metricskit.model;

import io.metricskit.encoding.LegacyNames;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The description of a family: its name, its help, its type and its unit.
 *
 * <pre>{@code
 * Descriptor descriptor = new Descriptor("queue_size", "Orders that wait.", MetricType.GAUGE);
 * }</pre>
 *
 * @param name the name, for most registries one that {@link #hasLegacyName()}
 * @param help one sentence for people; may be empty, and is then left out of an exposition
 * @param type the type
 * @param unit the unit in its base form, such as {@code seconds}, or an empty string. The name (of a counter, the name
 *     before {@code _total}) must end in it.
 */
public record Descriptor(String name, String help, MetricType type, String unit) {

    /**
     * Checks the parts against each other.
     *
     * @throws IllegalArgumentException if the name is not legal or does not carry the unit
     * @throws NullPointerException if a part is null
     */
    public Descriptor {
        Objects.requireNonNull(name, "the name of a metric must not be null");
        LabelValue.requireNormalName("metric", name);
        Objects.requireNonNull(help, () -> subject(name) + "help must not be null");
        Objects.requireNonNull(type, () -> subject(name) + "type must not be null");
        Objects.requireNonNull(unit, () -> subject(name) + "unit must not be null");
        if (type == MetricType.INFO && !name.endsWith("_info")) {
            throw new IllegalArgumentException(subject(name) + "the name of an info must end in '_info'");
        }
        if (type == MetricType.INFO && !unit.isEmpty()) {
            throw new IllegalArgumentException(subject(name) + "an info has no unit, but got " + Quoted.of(unit));
        }
        if (!unit.isEmpty() && !type.baseOf(name).endsWith("_" + unit)) {
            throw new IllegalArgumentException(subject(name) + "the name must end in the unit " + Quoted.of("_" + unit)
                    + (type == MetricType.COUNTER ? " before '_total'" : ""));
        }
    }

    private static String subject(String name) {
        return "metric " + Quoted.of(name) + ": ";
    }

    /**
     * Creates a descriptor without a unit.
     *
     * @param name the name as it goes on the wire
     * @param help one sentence for people, or an empty string
     * @param type the type
     */
    public Descriptor(String name, String help, MetricType type) {
        this(name, help, type, "");
    }

    /**
     * Returns whether every scraper knows such a name: it matches {@code [a-zA-Z_:][a-zA-Z0-9_:]*}. Others are for
     * registries with {@code utf8Names(true)}, and are escaped for the scrapers that do not take them.
     */
    public boolean hasLegacyName() {
        return LegacyNames.isMetricName(name);
    }

    /**
     * Returns every name by which some format knows the family or one of its samples. Two families that share one would
     * be confused by some scraper, so that a registry refuses the second.
     *
     * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/#suffixes">OpenMetrics: suffixes</a>
     */
    public Set<String> allNames() {
        return allNames(UnaryOperator.identity());
    }

    /**
     * Returns every name by which some format knows the family or one of its samples, for a scraper that gets to see
     * the family's name escaped. Formats take suffixes off the name that they show, and put others on it, so that it is
     * escaped first.
     *
     * @param escaping what makes of the name what is shown
     * @see #allNames()
     */
    public Set<String> allNames(UnaryOperator<String> escaping) {
        String shown = escaping.apply(name);
        String base = type.baseOf(shown);
        Set<String> names = new LinkedHashSet<>(List.of(shown));
        names.add(base);
        names.add(base + "_info");
        type.furtherSuffixes().forEach(suffix -> names.add(base + suffix));
        return names;
    }

    /** Returns what identifies the family in messages, such as {@code counter 'orders_total'}. */
    @Override
    public String toString() {
        return type + " " + Quoted.of(name);
    }
}
