package io.metricskit.testkit;

import java.math.BigInteger;

/** The rules for the values of histograms and summaries. */
final class DistributionRules {
    private DistributionRules() {}

    static void histogram(Family family) {
        for (SampleGroup group : SampleGroup.of(family, family.name() + "_bucket", "le")) {
            double bound = Double.NEGATIVE_INFINITY;
            BigInteger cumulative = BigInteger.ZERO;
            for (int i = 0; i < group.points().size(); i++) {
                Sample bucket = group.points().get(i);
                requireAscending(bucket, "le", bound, group.bounds().get(i));
                if (total(bucket).compareTo(cumulative) < 0) {
                    throw new Violation(bucket, "buckets must be cumulative");
                }
                bound = group.bounds().get(i);
                cumulative = total(bucket);
            }
            if (bound != Double.POSITIVE_INFINITY) {
                throw new Violation(group.count(), "bucket le=\"+Inf\" is missing");
            }
            if (!total(group.count()).equals(cumulative)) {
                throw new Violation(group.count(), "_count must equal the +Inf bucket");
            }
        }
    }

    static void summary(Family family) {
        for (SampleGroup group : SampleGroup.of(family, family.name(), "quantile")) {
            total(group.count());
            double rank = Double.NEGATIVE_INFINITY;
            double value = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < group.points().size(); i++) {
                Sample quantile = group.points().get(i);
                requireAscending(quantile, "quantile", rank, group.bounds().get(i));
                rank = group.bounds().get(i);
                if (rank < 0 || rank > 1) {
                    throw new Violation(quantile, "quantile must lie in 0 to 1");
                }
                if (i > 0 && Double.isNaN(quantile.value()) != Double.isNaN(value)) {
                    throw new Violation(quantile, "all quantiles of a label set are NaN, or none is");
                }
                if (quantile.value() < value) {
                    throw new Violation(quantile, "quantile values must not fall");
                }
                value = quantile.value();
            }
        }
    }

    private static void requireAscending(Sample point, String label, double before, double bound) {
        if (bound <= before) {
            throw new Violation(point, label + " must ascend");
        }
    }

    /** The exact count, which may have more bits than a double. */
    private static BigInteger total(Sample sample) {
        if (!sample.rawValue().chars().allMatch(Character::isDigit)) {
            throw new Violation(sample, "a count must be whole, not negative, and in plain digits");
        }
        return new BigInteger(sample.rawValue());
    }
}
