package io.metricskit;

import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.Quoted;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A set of collectors with distinct names, which are exposed together.
 *
 * <pre>{@code
 * Registry registry = new Registry();
 * Counter orders = registry.counter("orders_total", "Orders placed.", "status");
 * }</pre>
 *
 * <p>No two collectors of a registry share a name, nor a name that a suffix of their type makes: histogram {@code x}
 * and counter {@code x_count} are refused together, in either order. A new registry is empty.
 *
 * <p>Safe for use by many threads. Changes take a lock, and so does the first {@link #registrations()} after one;
 * look-ups of a name do not.
 */
public final class Registry {

    private static final Registry DEFAULT = new Registry();

    private final RegistryRules rules;

    /** Taken before that of a family, and never while code of a user runs. */
    private final Object lock = new Object();

    private final NameClaims claims;
    private final ConcurrentNavigableMap<String, Registration> byName = new ConcurrentSkipListMap<>();

    /** The values of the map, made when first asked for after a change. */
    private volatile @Nullable List<Registration> inOrder;

    /** Creates an empty registry without constant labels and with the default bound on series. */
    public Registry() {
        this(builder());
    }

    private Registry(Builder builder) {
        this.rules = new RegistryRules(
                builder.constLabels, builder.utf8Names, builder.maxSeriesPerMetric, builder.currentTrace);
        this.claims = new NameClaims(rules.utf8Names());
    }

    /** Returns the process-wide registry, in which metrics are registered that name no other. */
    public static Registry defaultRegistry() {
        return DEFAULT;
    }

    /** Starts the definition of a registry. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Adds a collector.
     *
     * @param collector the collector; a metric may be in several registries
     * @throws MetricConflictException if there is a collector of this name, or one that would be confused with it; the
     *     registry is then unchanged
     * @throws IllegalArgumentException if a label of the metric would shadow one of {@link #constLabels()}, or a name is
     *     not one that the registry takes
     * @throws NullPointerException if the collector or its descriptor is null
     */
    public void register(Collector collector) {
        Registration registration = Registration.of(collector);
        Descriptor descriptor = registration.descriptor();
        rules.requireNameOf(descriptor);
        synchronized (lock) {
            try {
                claims.claim(registration);
                registration.join(rules);
            } catch (Throwable e) {
                claims.release(registration);
                throw e;
            }
            try {
                byName.put(descriptor.name(), registration);
            } catch (Throwable e) {
                byName.remove(descriptor.name(), registration);
                forget(registration);
                throw e;
            }
            inOrder = null;
        }
    }

    /**
     * Returns the metric of a definition, and registers it if there is none.
     *
     * @param definition the definition
     * @throws IllegalStateException if there is no help
     * @throws IllegalArgumentException if parts of the definition do not go together, or the registry does not take a
     *     name or a label
     * @throws MetricConflictException if there is one of this name with another definition, or one that would be
     *     confused with it
     */
    public <M extends Metric<?>> M getOrRegister(MetricBuilder<?, M> definition) {
        MetricDefinition wanted = definition.definition();
        String name = wanted.descriptor().name();
        Registration present = byName.get(name);
        if (present == null) {
            synchronized (lock) {
                present = byName.get(name);
                if (present == null) {
                    return definition.register(this);
                }
            }
        }
        if (present.isMetricOf(wanted)) {
            @SuppressWarnings("unchecked") // the type is part of the definition
            M same = (M) present.collector();
            return same;
        }
        throw new MetricConflictException(
                name,
                name,
                "the registry already has a metric of this name with another definition: " + present + "; asked for "
                        + wanted);
    }

    /**
     * Returns the counter of this definition, and registers it if there is none.
     *
     * @param name its name
     * @param help its help
     * @param labelNames its declared label names; none at all for a counter that takes any labels
     * @throws MetricConflictException if there is a metric of this name with another definition
     */
    public Counter counter(String name, String help, String... labelNames) {
        return getOrRegister(declared(Counter.builder(name), help, labelNames));
    }

    /**
     * Returns the gauge of this definition, and registers it if there is none.
     *
     * @param name its name
     * @param help its help
     * @param labelNames its declared label names; none at all for a gauge that takes any labels
     * @throws MetricConflictException if there is a metric of this name with another definition
     */
    public Gauge gauge(String name, String help, String... labelNames) {
        return getOrRegister(declared(Gauge.builder(name), help, labelNames));
    }

    /**
     * Returns the summary of this definition with the default quantiles, and registers it if there is none.
     *
     * @param name its name
     * @param help its help
     * @param labelNames its declared label names; none at all for a summary that takes any labels
     * @throws MetricConflictException if there is a metric of this name with another definition
     */
    public Summary summary(String name, String help, String... labelNames) {
        return getOrRegister(declared(Summary.builder(name), help, labelNames));
    }

    /**
     * Returns the histogram of this definition with the default buckets, and registers it if there is none.
     *
     * @param name its name
     * @param help its help
     * @param labelNames its declared label names; none at all for a histogram that takes any labels
     * @throws MetricConflictException if there is a metric of this name with another definition
     */
    public Histogram histogram(String name, String help, String... labelNames) {
        return getOrRegister(declared(Histogram.builder(name), help, labelNames));
    }

    private static <B extends MetricBuilder<B, ?>> B declared(B builder, String help, String... labelNames) {
        builder.help(help);
        return labelNames.length == 0 ? builder : builder.labelNames(labelNames);
    }

    /**
     * Removes a collector.
     *
     * @param name its name
     * @return whether it was there
     */
    public boolean unregister(String name) {
        synchronized (lock) {
            Registration registration = byName.get(required(name));
            if (registration == null) {
                return false;
            }
            // First, since it may fail where memory is short: a name that nobody has would be taken for ever.
            forget(registration);
            byName.remove(name);
            inOrder = null;
            return true;
        }
    }

    /** Removes all collectors. */
    public void clear() {
        synchronized (lock) {
            byName.values().forEach(this::forget);
            byName.clear();
            inOrder = null;
        }
    }

    private static String required(@Nullable String name) {
        return Objects.requireNonNull(name, "the name of a metric must not be null");
    }

    private void forget(Registration registration) {
        claims.release(registration);
        registration.leave(rules);
    }

    /**
     * Returns a collector.
     *
     * @param name its name
     * @throws NoSuchElementException if there is none of this name
     */
    public Collector get(String name) {
        Registration registration = byName.get(required(name));
        if (registration == null) {
            throw new NoSuchElementException(
                    "the registry has no metric named " + Quoted.of(name) + ", only " + Quoted.of(byName.keySet()));
        }
        return registration.collector();
    }

    /** Returns the collectors that are registered now, sorted by name; the collection does not change later. */
    public Collection<Collector> collectors() {
        return registrations().stream().map(Registration::collector).toList();
    }

    /**
     * Returns the collectors that are registered now as exporters see them, sorted by name; the list does not change
     * later, and is the same object until the registry changes.
     */
    public List<Registration> registrations() {
        List<Registration> registrations = inOrder;
        return registrations != null ? registrations : listInOrder();
    }

    private List<Registration> listInOrder() {
        synchronized (lock) {
            List<Registration> registrations = inOrder;
            if (registrations == null) {
                registrations = List.copyOf(byName.values());
                inOrder = registrations;
            }
            return registrations;
        }
    }

    /** Returns whether names of metrics and labels may have any characters; see {@link Builder#utf8Names}. */
    public boolean takesUtf8Names() {
        return rules.utf8Names();
    }

    /** Returns the labels that go on every series of this registry. */
    public Labels constLabels() {
        return rules.constLabels();
    }

    /**
     * Returns the families that tell what others lack, each without samples until there is something to tell:
     * {@code metrics_collector_errors_total}, {@code metrics_dropped_observations_total} and
     * {@code metrics_overflow_total}. Exporters write them beside {@link #registrations()}.
     *
     * @param exposed returns what is exposed together, of each name once
     */
    public static List<Collector> selfMetrics(Supplier<List<Registration>> exposed) {
        return SelfMetrics.of(exposed);
    }

    /**
     * The definition of a registry. Used by one thread.
     *
     * <pre>{@code
     * Registry registry = Registry.builder().constLabels(Labels.of("application", "shop")).build();
     * }</pre>
     */
    public static final class Builder {

        private static final List<String> RESERVED_LABELS = List.of("job", "le", "quantile");

        private Labels constLabels = Labels.empty();
        private boolean utf8Names;
        private int maxSeriesPerMetric = Family.DEFAULT_MAX_SERIES;
        private @Nullable Supplier<Labels> currentTrace;

        private Builder() {}

        /**
         * Sets labels that go on every series of the registry.
         *
         * @param labels the labels
         * @throws IllegalArgumentException if one is called {@code job}, {@code le} or {@code quantile}
         */
        public Builder constLabels(Labels labels) {
            Objects.requireNonNull(labels, "constant labels must not be null");
            for (String name : labels.names()) {
                if (RESERVED_LABELS.contains(name)) {
                    throw new IllegalArgumentException("constant labels of a registry must not be among "
                            + RESERVED_LABELS + ", which samples or scrape targets have, but got " + labels);
                }
            }
            this.constLabels = labels;
            return this;
        }

        /**
         * Sets the bound on the series of each metric that has none of its own; 2000 without this call.
         *
         * @param bound 1 or more
         * @throws IllegalArgumentException if it is less
         */
        public Builder maxSeriesPerMetric(int bound) {
            if (bound < 1) {
                throw new IllegalArgumentException("maxSeriesPerMetric must be 1 or more, but got " + bound);
            }
            this.maxSeriesPerMetric = bound;
            return this;
        }

        /**
         * Sets whether names of metrics and labels may have any characters, as in {@code http.server.duration}; they
         * may not without this call. Prometheus takes such names from version 3 on; for other scrapers they are
         * escaped.
         *
         * @param allowed whether they may
         */
        public Builder utf8Names(boolean allowed) {
            this.utf8Names = allowed;
            return this;
        }

        /**
         * Sets where exemplars come from: the counters and histograms of the registry ask it during a recording, until
         * it returns labels, and again after each scrape that has shown that exemplar.
         *
         * @param currentTrace returns what leads to the trace that the calling thread is in, such as {@code trace_id}
         *     and {@code span_id}, or empty labels where it is in none; must be quick. What it throws is logged, and
         *     changes no recording.
         */
        public Builder exemplars(Supplier<Labels> currentTrace) {
            this.currentTrace = Objects.requireNonNull(currentTrace, "the source of exemplars must not be null");
            return this;
        }

        /**
         * Makes the registry, which is empty.
         *
         * @throws IllegalArgumentException if a constant label has a name that takes {@code utf8Names(true)}, or two
         *     have names that become the same for some scrapers
         */
        public Registry build() {
            return new Registry(this);
        }
    }
}
