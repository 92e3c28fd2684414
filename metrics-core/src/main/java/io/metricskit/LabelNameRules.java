package io.metricskit;

import io.metricskit.encoding.LegacyNames;
import io.metricskit.model.Descriptor;
import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.Quoted;
import java.util.Collection;
import java.util.List;

/** What a label of one metric must not be called. Each refusal names the metric. */
record LabelNameRules(Descriptor metric) {

    /** Returns names in their order; refuses those that do not go together. */
    LabelNames shape(List<String> names) {
        try {
            return LabelNames.of(names.toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw ofThisMetric(e);
        }
    }

    /** Refuses names that Prometheus, or the type of the metric, gives to samples. */
    void refuseReserved(List<String> names) {
        String sampleLabel = metric.type().sampleLabel();
        for (String name : names) {
            // An empty name is no label of samples, and is refused for what it is.
            if (!sampleLabel.isEmpty() && name.equals(sampleLabel)) {
                throw new IllegalArgumentException(
                        metric + ": label " + Quoted.of(name) + " is kept for the samples of a " + metric.type());
            }
            if (name.equals("job")) {
                throw new IllegalArgumentException(
                        metric + ": label 'job' is kept for the name that Prometheus gives to a scrape target");
            }
        }
    }

    /** Refuses names that a constant label has. */
    void refuseShadowing(List<String> names, Labels constLabels) {
        for (String name : names) {
            String value = constLabels.get(name);
            if (value != null) {
                throw new IllegalArgumentException(metric + ": label " + Quoted.of(name)
                        + " would shadow the constant label " + name + "=" + Quoted.of(value));
            }
        }
    }

    /** Refuses names that not every scraper knows. */
    void requireLegacy(List<String> names) {
        for (String name : names) {
            if (!LegacyNames.isLabelName(name)) {
                throw ofThisMetric(RegistryRules.labelNameRefusal(Quoted.of(name)));
            }
        }
    }

    /**
     * Refuses names, of all series and of constant labels, of which some scraper sees two as one: a scrape would then
     * show a series of the metric twice, or without a constant label.
     */
    void requireDistinctWhenEscaped(Collection<LabelNames> shapes) {
        try {
            LabelNames.requireDistinctWhenEscaped(shapes);
        } catch (IllegalArgumentException e) {
            throw ofThisMetric(e);
        }
    }

    /** Returns a refusal that names the metric. */
    IllegalArgumentException ofThisMetric(IllegalArgumentException refusal) {
        return new IllegalArgumentException(metric + ": " + refusal.getMessage(), refusal);
    }
}
