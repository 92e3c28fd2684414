package io.metricskit.testkit;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of OpenMetrics that the text format does not have. */
final class OpenMetricsRules {
    private static final int LONGEST_EXEMPLAR = 128;
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
        family.samples().forEach(sample -> exemplar(family, sample));
        exemplarsOfBuckets(family);
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

    private static void exemplar(Family family, Sample sample) {
        sample.exemplar().ifPresent(exemplar -> {
            boolean allowed = switch (family.type()) {
                case "counter" -> sample.name().endsWith("_total");
                case "histogram", "gaugehistogram" -> sample.name().endsWith("_bucket");
                default -> false;
            };
            if (!allowed) {
                throw new Violation(sample, "an exemplar belongs on _total and _bucket alone");
            }
            ExpositionRules.labels(sample, exemplar.labels());
            if (exemplar.length() > LONGEST_EXEMPLAR) {
                throw new Violation(
                        sample,
                        "an exemplar's labels must have at most " + LONGEST_EXEMPLAR + " code points, not "
                                + exemplar.length());
            }
        });
    }

    /** Demands that the exemplar of a bucket lies in it. */
    private static void exemplarsOfBuckets(Family family) {
        if (!family.type().endsWith("histogram")) {
            return;
        }
        for (SampleGroup group : SampleGroup.of(family, "_bucket", "le")) {
            List<Sample> buckets = group.points();
            for (int i = 0; i < buckets.size(); i++) {
                Sample bucket = buckets.get(i);
                // Without a bucket below there is no lower bound, not even an infinite one.
                double lower = i == 0 ? Double.NaN : DistributionRules.bound(buckets.get(i - 1), "le");
                double upper = DistributionRules.bound(bucket, "le");
                bucket.exemplar().ifPresent(exemplar -> {
                    if (exemplar.value() <= lower || !(exemplar.value() <= upper)) {
                        throw new Violation(bucket, "an exemplar must lie in its bucket, got " + exemplar.value());
                    }
                });
            }
        }
    }
}
