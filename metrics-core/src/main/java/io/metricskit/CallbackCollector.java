package io.metricskit;

import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.SampleSink;
import java.util.function.Consumer;

/** A family whose samples a callback writes. */
record CallbackCollector(MetricDefinition definition, Consumer<SampleSink> samples) implements Collector {

    @Override
    public Descriptor descriptor() {
        return definition.descriptor();
    }

    @Override
    public void collect(SampleSink sink) {
        samples.accept(sink);
    }

    @Override
    public String toString() {
        return descriptor() + " with a callback";
    }
}
