package io.metricskit.testkit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules that a well-formed exposition can still break: which series there are, and what their values may be. */
final class ExpositionRules {
    private final Map<String, Family> owners = new HashMap<>();

    private ExpositionRules() {}

    /** Demands the rules of the text format, which hold for what protobuf says too. */
    static void text(List<Family> families) {
        ExpositionRules rules = new ExpositionRules();
        for (Family family : families) {
            rules.samples(family);
            switch (family.type()) {
                case "counter" -> family.samples().forEach(ExpositionRules::total);
                case "histogram" -> DistributionRules.histogram(family);
                case "summary" -> DistributionRules.summary(family);
                default -> {
                    // A gauge or an untyped sample may take any value.
                }
            }
        }
    }

    /** Demands the rules of OpenMetrics. */
    static void openMetrics(List<Family> families) {
        ExpositionRules rules = new ExpositionRules();
        for (Family family : families) {
            rules.samples(family);
            OpenMetricsRules.check(family);
        }
        OpenMetricsRules.checkNames(families);
    }

    private void samples(Family family) {
        Set<Map.Entry<String, Map<String, String>>> series = new HashSet<>();
        for (Sample sample : family.samples()) {
            Family owner = owners.putIfAbsent(sample.name(), family);
            if (owner != null && owner != family) {
                throw new Violation(sample, "sample name belongs to two families, also to " + owner.name());
            }
            labels(sample, sample.labels());
            if (!series.add(Map.entry(sample.name(), sample.labelMap()))) {
                throw new Violation(sample, "series must not be written twice");
            }
            if (!NumberSpelling.isValue(sample.rawValue(), sample.value())) {
                throw new Violation(sample, "value must be spelled " + NumberSpelling.value(sample.value()));
            }
        }
    }

    /** Demands what holds for the labels of samples and exemplars. */
    static void labels(Sample sample, List<Label> labels) {
        Set<String> names = new HashSet<>();
        for (Label label : labels) {
            if (label.name().startsWith("__")) {
                throw new Violation(sample, "label name " + label.name() + " is reserved");
            }
            if (!names.add(label.name())) {
                throw new Violation(sample, "label " + label.name() + " must not be given twice");
            }
            if (label.value().isEmpty()) {
                throw new Violation(sample, "label " + label.name() + " is empty, which means absent");
            }
        }
    }

    /** Demands what holds for the value of a counter. */
    static void total(Sample sample) {
        if (!(sample.value() >= 0) || Double.isInfinite(sample.value())) {
            throw new Violation(sample, "counter must be finite and not negative");
        }
    }
}
