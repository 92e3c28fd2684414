package io.metricskit.testkit;

import java.util.List;

/** The rules for exemplars. */
final class ExemplarRules {
    private static final int LONGEST = 128;

    private ExemplarRules() {}

    /** Demands that exemplars stand where OpenMetrics allows them, and are short enough. */
    static void openMetrics(Family family) {
        check(family);
        family.samples()
                .forEach(sample -> sample.exemplar().ifPresent(exemplar -> {
                    boolean allowed = switch (family.type()) {
                        case "counter" -> sample.name().endsWith("_total");
                        case "histogram", "gaugehistogram" -> sample.name().endsWith("_bucket");
                        default -> false;
                    };
                    if (!allowed) {
                        throw new Violation(sample, "an exemplar belongs on _total and _bucket alone");
                    }
                    if (exemplar.length() > LONGEST) {
                        throw new Violation(
                                sample,
                                "an exemplar's labels must have at most " + LONGEST + " code points, not "
                                        + exemplar.length());
                    }
                }));
    }

    /** Demands what holds in every format: the labels, and that the exemplar of a bucket lies in it. */
    static void check(Family family) {
        for (Sample sample : family.samples()) {
            sample.exemplar().ifPresent(exemplar -> ExpositionRules.labels(sample, exemplar.labels()));
        }
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
