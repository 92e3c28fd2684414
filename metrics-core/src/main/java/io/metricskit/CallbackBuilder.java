package io.metricskit;

import io.metricskit.model.Collector;
import io.metricskit.model.Labels;
import io.metricskit.model.SampleSink;
import io.metricskit.model.Series;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * The definition of a metric whose values a callback gives at each scrape, ready to be built or registered.
 *
 * <pre>{@code
 * Collector size = Gauge.builder("queue_size").help("Orders that wait.").callback(queue::size).register(registry);
 * }</pre>
 *
 * <p>The result is a {@link Collector}, so that nothing can set it. The callback runs, and may fail, as that of a
 * collector does. The builder is used by one thread.
 */
public final class CallbackBuilder {

    private final MetricBuilder<?, ?> definition;

    /** Makes the callback of the finished definition, for its constant labels. */
    private final Function<Labels, Consumer<SampleSink>> samples;

    private CallbackBuilder(MetricBuilder<?, ?> definition, Function<Labels, Consumer<SampleSink>> samples) {
        definition.refuseOwnSeries();
        this.definition = definition;
        this.samples = samples;
    }

    static CallbackBuilder ofValue(MetricBuilder<?, ?> definition, DoubleSupplier value) {
        Objects.requireNonNull(value, () -> definition.subject() + ": the callback must not be null");
        return new CallbackBuilder(definition, constLabels -> {
            Series series = Series.of(constLabels);
            return sink -> sink.sample(series, value.getAsDouble());
        });
    }

    static CallbackBuilder ofSamples(MetricBuilder<?, ?> definition, Consumer<SampleSink> samples) {
        Objects.requireNonNull(samples, () -> definition.subject() + ": the callback must not be null");
        return new CallbackBuilder(
                definition,
                constLabels -> constLabels.isEmpty()
                        ? samples
                        : sink -> {
                            ConstLabelSink labelled = new ConstLabelSink(constLabels, sink);
                            samples.accept(labelled);
                            labelled.requireNoRefusal();
                        });
    }

    /**
     * Makes the collector without registering it.
     *
     * @throws IllegalStateException if there is no help, or if there are label names or a bound on series, which are
     *     for series that an application records to
     * @throws IllegalArgumentException if parts of the definition do not go together
     */
    public Collector build() {
        // Once more, since the definition may have been changed after the callback was given.
        definition.refuseOwnSeries();
        MetricDefinition complete = definition.definition();
        // Throws if the labels do not go together.
        new FamilyLabels(complete);
        return new CallbackCollector(complete, samples.apply(complete.constLabels()));
    }

    /**
     * Makes the collector and registers it with {@link Registry#defaultRegistry()}.
     *
     * @throws IllegalStateException as {@link #build} does
     * @throws IllegalArgumentException as {@link #build} does
     * @throws MetricConflictException if the registry has a metric of this name, or one that would be confused with it
     */
    public Collector register() {
        return register(Registry.defaultRegistry());
    }

    /**
     * Makes the collector and registers it.
     *
     * @param registry where to register it
     * @throws IllegalStateException as {@link #build} does
     * @throws IllegalArgumentException as {@link #build} does, or if the registry does not take a name or a label
     * @throws MetricConflictException if the registry has a metric of this name, or one that would be confused with it
     */
    public Collector register(Registry registry) {
        Objects.requireNonNull(registry, () -> definition.subject() + ": the registry must not be null");
        Collector collector = build();
        registry.register(collector);
        return collector;
    }
}
