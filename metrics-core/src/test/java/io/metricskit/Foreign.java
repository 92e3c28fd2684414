package io.metricskit;

import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.MetricType;
import io.metricskit.model.SampleSink;

/** A collector that is not one of our metrics. */
record Foreign(Descriptor descriptor) implements Collector {

    static Foreign named(String name, MetricType type) {
        return new Foreign(new Descriptor(name, "A foreign collector.", type));
    }

    @Override
    public void collect(SampleSink sink) {}
}
