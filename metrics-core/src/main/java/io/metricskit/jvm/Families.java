package io.metricskit.jvm;

import io.metricskit.Registry;
import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.PromptCollector;
import io.metricskit.model.SampleSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Families that are registered all together. */
final class Families {

    static final double MILLIS_PER_SECOND = 1000;

    /** A family that a function writes. */
    private record Family(Descriptor descriptor, Consumer<SampleSink> samples) implements PromptCollector {

        @Override
        public void collect(SampleSink sink) {
            samples.accept(sink);
        }
    }

    private final List<Family> all = new ArrayList<>();

    Families gauge(String name, String help, Consumer<SampleSink> samples) {
        return add(MetricType.GAUGE, name, help, samples);
    }

    Families counter(String name, String help, Consumer<SampleSink> samples) {
        return add(MetricType.COUNTER, name, help, samples);
    }

    Families add(MetricType type, String name, String help, Consumer<SampleSink> samples) {
        all.add(new Family(new Descriptor(name, help, type), samples));
        return this;
    }

    /** Registers all that are not there from an earlier time, or none where one cannot be. */
    void register(Registry registry) {
        Objects.requireNonNull(registry, "the registry must not be null");
        // Who asks at the same time is the second to ask.
        synchronized (Families.class) {
            registerAll(registry);
        }
    }

    private void registerAll(Registry registry) {
        Set<Descriptor> earlier = registry.collectors().stream()
                .filter(Family.class::isInstance)
                .map(Collector::descriptor)
                .collect(Collectors.toSet());
        List<String> registered = new ArrayList<>();
        try {
            for (Family family : all) {
                if (!earlier.contains(family.descriptor())) {
                    registry.register(family);
                    registered.add(family.descriptor().name());
                }
            }
        } catch (RuntimeException e) {
            registered.forEach(registry::unregister);
            throw e;
        }
    }

    /** Writes a value, unless it is one of the negative ones by which the JVM says that it has none. */
    static void known(SampleSink sink, double value) {
        if (value >= 0) {
            sink.sample(value);
        }
    }

    /** Does the same for one of several series. */
    static void known(SampleSink sink, Labels labels, long value) {
        if (value >= 0) {
            sink.sample(labels, value);
        }
    }
}
