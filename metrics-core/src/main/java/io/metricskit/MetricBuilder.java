package io.metricskit;

import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.Quoted;
import io.metricskit.model.Series;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a metric: what the builders of {@link Counter}, {@link Gauge}, {@link Summary} and
 * {@link Histogram} have in common.
 *
 * <p>A builder is changed by each call and returns itself. It is used by one thread.
 *
 * <pre>{@code
 * Counter events = Counter.builder("events_total").help("Number of events.")
 *         .constLabels(Labels.of("host", host)).labelNames("kind").maxSeries(500).register(registry);
 * }</pre>
 *
 * @param <B> the builder's own type
 * @param <M> the type of the metric
 */
public abstract sealed class MetricBuilder<B extends MetricBuilder<B, M>, M extends Metric<?>>
        permits Counter.Builder, Gauge.Builder, Summary.Builder, Histogram.Builder {

    private final String name;
    private final MetricType type;
    private @Nullable String help;
    private String unit = "";
    private Labels constLabels = Labels.empty();
    private @Nullable List<String> labelNames;
    private int maxSeries;

    MetricBuilder(String name, MetricType type) {
        this.name = Objects.requireNonNull(name, "the name of a metric must not be null");
        this.type = type;
    }

    /**
     * Sets the help, which is required.
     *
     * @param text one sentence for people; an empty one is left out of the exposition
     */
    public B help(String text) {
        this.help = Objects.requireNonNull(text, () -> subject() + ": help must not be null");
        return self();
    }

    /**
     * Sets the unit, in its base form.
     *
     * @param baseUnit such as {@code seconds} or {@code bytes}; the name must end in it, before {@code _total}
     */
    public B unit(String baseUnit) {
        this.unit = Objects.requireNonNull(baseUnit, () -> subject() + ": unit must not be null");
        return self();
    }

    /**
     * Sets labels that every series of the metric has.
     *
     * @param labels the labels; none may be called {@code job}, {@code le} in a histogram, or {@code quantile} in a
     *     summary
     */
    public B constLabels(Labels labels) {
        this.constLabels = Objects.requireNonNull(labels, () -> subject() + ": constant labels must not be null");
        return self();
    }

    /**
     * Declares the names of the labels: the metric then takes those and no others. Without this call it takes any.
     *
     * @param names the names, in the order in which they are shown; the same are refused as by {@link #constLabels}
     */
    public B labelNames(String... names) {
        Objects.requireNonNull(names, () -> subject() + ": label names must not be null");
        for (String name : names) {
            Objects.requireNonNull(name, () -> subject() + ": a label name must not be null");
        }
        this.labelNames = List.of(names);
        return self();
    }

    /**
     * Sets the bound on label sets that become series of their own; without this call, the registry's holds.
     *
     * @param bound 1 or more
     * @throws IllegalArgumentException if it is less
     */
    public B maxSeries(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException(subject() + ": maxSeries must be 1 or more, but got " + bound);
        }
        this.maxSeries = bound;
        return self();
    }

    /**
     * Makes the metric without registering it.
     *
     * @throws IllegalStateException if there is no help
     * @throws IllegalArgumentException if parts of the definition do not go together
     */
    public final M build() {
        return create(definition());
    }

    /**
     * Makes the metric and registers it with {@link Registry#defaultRegistry()}.
     *
     * @throws IllegalStateException if there is no help
     * @throws IllegalArgumentException if parts of the definition do not go together
     * @throws MetricConflictException if the registry has a metric of this name, or one that would be confused with it
     */
    public final M register() {
        return register(Registry.defaultRegistry());
    }

    /**
     * Makes the metric and registers it.
     *
     * @param registry where to register it
     * @throws IllegalStateException if there is no help
     * @throws IllegalArgumentException if parts of the definition do not go together, or the registry does not take a
     *     name or a label
     * @throws MetricConflictException if the registry has a metric of this name, or one that would be confused with it
     */
    public final M register(Registry registry) {
        Objects.requireNonNull(registry, () -> subject() + ": the registry must not be null");
        M metric = build();
        registry.register(metric);
        return metric;
    }

    abstract M create(MetricDefinition definition);

    @SuppressWarnings("unchecked") // each of the permitted builders is its own B
    private B self() {
        return (B) this;
    }

    /** Returns what the type defines beyond the common parts, ready for messages. */
    Object details() {
        return "";
    }

    final MetricDefinition definition() {
        if (help == null) {
            throw new IllegalStateException(subject() + " has no help: give it one with help(..)");
        }
        return new MetricDefinition(new Descriptor(name, help, type, unit), constLabels, labelNames, details());
    }

    final <C extends Series> Family<C> family(MetricDefinition definition, Family.Maker<C> maker) {
        return new Family<>(definition, maxSeries, maker);
    }

    /** Refuses what says something about series that an application records to. */
    final void refuseOwnSeries() {
        if (labelNames != null || maxSeries > 0) {
            throw new IllegalStateException(subject()
                    + ": labelNames(..) and maxSeries(..) do not go with a callback, which gives its own labels");
        }
    }

    final String subject() {
        return type + " " + Quoted.of(name);
    }
}
