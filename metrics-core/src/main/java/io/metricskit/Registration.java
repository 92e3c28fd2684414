package io.metricskit;

import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;

/** A collector with the descriptor that it had when it was registered: what a collector says later is not trusted. */
record Registration(Descriptor descriptor, Collector collector) {

    /** Returns the definition as error messages show it. */
    @Override
    public String toString() {
        return collector instanceof Metric<?> metric
                ? metric.definition().toString()
                : new MetricDefinition(descriptor, Labels.empty(), null, "").toString();
    }
}
