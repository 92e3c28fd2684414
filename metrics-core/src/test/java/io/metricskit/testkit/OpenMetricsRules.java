package io.metricskit.testkit;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of OpenMetrics that the text format does not have. */
final class OpenMetricsRules {
    private static final Set<String> WITHOUT_UNIT = Set.of("info", "stateset");

    private OpenMetricsRules() {}

    /** Demands that no two families have names, or could have samples, that are the same. */
    static void checkNames(List<Family> families) {
        Map<String, Family> owners = new HashMap<>();
        for (Family family : families) {
            Set<String> suffixes = new LinkedHashSet<>(Syntax.OPENMETRICS.suffixes(family.type()));
            suffixes.add("");
            for (String suffix : suffixes) {
                Family owner = owners.putIfAbsent(family.name() + suffix, family);
                if (owner != null) {
                    throw new Violation(
                            family.line(),
                            "the name " + family.name() + suffix + " also belongs to " + owner.type() + " "
                                    + owner.name(),
                            family.type() + " " + family.name());
                }
            }
        }
    }

    static void check(Family family) {
        unit(family);
        switch (family.type()) {
            case "counter" -> counter(family);
            case "histogram" -> DistributionRules.openMetricsHistogram(family, "_sum", "_count");
            case "gaugehistogram" -> DistributionRules.openMetricsHistogram(family, "_gsum", "_gcount");
            case "summary" -> DistributionRules.openMetricsSummary(family);
            case "info" -> family.samples().forEach(OpenMetricsRules::info);
            case "stateset" -> stateSet(family);
            default -> {
                // A gauge or an unknown sample may take any value.
            }
        }
        ExemplarRules.openMetrics(family);
    }

    private static void unit(Family family) {
        if (family.unit().isEmpty()) {
            return;
        }
        if (!family.name().endsWith("_" + family.unit())) {
            throw new Violation(family.line(), "the name must end in its unit", family.name() + " " + family.unit());
        }
        if (WITHOUT_UNIT.contains(family.type())) {
            throw new Violation(family.line(), family.type() + " must have no unit", family.name());
        }
    }

    private static void counter(Family family) {
        for (SampleGroup group : SampleGroup.of(family, "_total", "")) {
            if (group.points().isEmpty()) {
                throw new Violation(group.last(), "_total is missing in the label set that ends here");
            }
            group.points().forEach(ExpositionRules::total);
        }
    }

    private static void info(Sample sample) {
        if (sample.value() != 1) {
            throw new Violation(sample, "info must be 1");
        }
    }

    private static void stateSet(Family family) {
        for (SampleGroup group : SampleGroup.of(family, "", family.name())) {
            for (Sample state : group.points()) {
                if (state.value() != 0 && state.value() != 1) {
                    throw new Violation(state, "a state must be 0 or 1");
                }
            }
        }
    }
}
