package io.metricskit;

import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.Quoted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a definition that two of one name must agree on, so that both may share the metric.
 *
 * @param labelNames the declared names, or null where any label set is welcome
 * @param details what else the type defines, such as buckets: its text is for messages, and empty if that is nothing
 */
record MetricDefinition(
        Descriptor descriptor, Labels constLabels, @Nullable List<String> labelNames, Object details) {

    /** Returns the definition as error messages show it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(descriptor.toString());
        text.append(" (help ").append(Quoted.of(descriptor.help()));
        if (!descriptor.unit().isEmpty()) {
            text.append(", unit ").append(Quoted.of(descriptor.unit()));
        }
        if (!constLabels.isEmpty()) {
            text.append(", constant labels ").append(constLabels);
        }
        text.append(labelNames == null ? ", any labels" : ", labels " + labelNames);
        String rest = details.toString();
        if (!rest.isEmpty()) {
            text.append(", ").append(rest);
        }
        return text.append(')').toString();
    }
}
