package io.metricskit.testkit;

import java.math.BigInteger;

/** The rules for the values of histograms and summaries. */
final class DistributionRules {
    private DistributionRules() {}

    /** Demands what a text format asks of a histogram. */
    static void histogram(Family family) {
        for (SampleGroup group : SampleGroup.of(family, "_bucket", "le")) {
            BigInteger all = buckets(group);
            group.required("_sum");
            requireCount(group.required("_count"), all);
        }
    }

    /** Demands what a text format asks of a summary. */
    static void summary(Family family) {
        for (SampleGroup group : SampleGroup.of(family, "", "quantile")) {
            quantiles(group);
            group.required("_sum");
            total(group.required("_count"));
        }
    }

    /**
     * Demands what OpenMetrics asks of a histogram: sum and count may both be missing, and must be where a bound is
     * negative; the sum is a total.
     *
     * @param sumSuffix {@code _sum}, or {@code _gsum} for a histogram of gauges, which has one where a bound is negative too
     * @param countSuffix {@code _count} or {@code _gcount}
     */
    static void openMetricsHistogram(Family family, String sumSuffix, String countSuffix) {
        for (SampleGroup group : SampleGroup.of(family, "_bucket", "le")) {
            BigInteger all = buckets(group);
            Sample sum = group.other(sumSuffix);
            Sample count = group.other(countSuffix);
            if (sum == null && count == null) {
                continue;
            }
            requireCount(group.required(countSuffix), all);
            sum = group.required(sumSuffix);
            boolean belowZero = bound(group.points().get(0), "le") < 0;
            if (belowZero && sumSuffix.equals("_sum")) {
                throw new Violation(sum, "a histogram with a negative bound must have neither _sum nor _count");
            }
            if (Double.isNaN(sum.value()) || (sum.value() < 0 && !belowZero)) {
                throw new Violation(sum, "a sum must be a number, and not negative");
            }
        }
    }

    /** Demands what OpenMetrics asks of a summary: sum and count may be missing, and nothing is negative. */
    static void openMetricsSummary(Family family) {
        for (SampleGroup group : SampleGroup.of(family, "", "quantile")) {
            quantiles(group);
            for (Sample quantile : group.points()) {
                if (quantile.value() < 0) {
                    throw new Violation(quantile, "a quantile's value must not be negative");
                }
            }
            Sample sum = group.other("_sum");
            if (sum != null && !(sum.value() >= 0)) {
                throw new Violation(sum, "a sum must be a number, and not negative");
            }
            Sample count = group.other("_count");
            if (count != null) {
                total(count);
            }
        }
    }

    /** The count of the last bucket, which is that of all observations. */
    private static BigInteger buckets(SampleGroup group) {
        double before = Double.NEGATIVE_INFINITY;
        BigInteger cumulative = BigInteger.ZERO;
        for (Sample bucket : group.points()) {
            double bound = requireAscending(bucket, "le", before);
            if (total(bucket).compareTo(cumulative) < 0) {
                throw new Violation(bucket, "buckets must be cumulative");
            }
            before = bound;
            cumulative = total(bucket);
        }
        if (before != Double.POSITIVE_INFINITY) {
            throw new Violation(group.last(), "bucket le=\"+Inf\" is missing");
        }
        return cumulative;
    }

    private static void requireCount(Sample count, BigInteger all) {
        if (!total(count).equals(all)) {
            throw new Violation(count, "_count must equal the +Inf bucket");
        }
    }

    private static void quantiles(SampleGroup group) {
        double before = Double.NEGATIVE_INFINITY;
        double value = Double.NEGATIVE_INFINITY;
        for (Sample quantile : group.points()) {
            double rank = requireAscending(quantile, "quantile", before);
            if (rank < 0 || rank > 1) {
                throw new Violation(quantile, "quantile must lie in 0 to 1");
            }
            boolean first = before == Double.NEGATIVE_INFINITY;
            if (!first && Double.isNaN(quantile.value()) != Double.isNaN(value)) {
                throw new Violation(quantile, "all quantiles of a label set are NaN, or none is");
            }
            if (quantile.value() < value) {
                throw new Violation(quantile, "quantile values must not fall");
            }
            before = rank;
            value = quantile.value();
        }
    }

    private static double requireAscending(Sample point, String label, double before) {
        double bound = bound(point, label);
        if (bound <= before) {
            throw new Violation(point, label + " must ascend");
        }
        return bound;
    }

    /** The value of {@code le} or {@code quantile}, which must be the last label and in its one spelling. */
    static double bound(Sample point, String boundLabel) {
        Label last = point.labels().get(point.labels().size() - 1);
        if (!last.name().equals(boundLabel)) {
            throw new Violation(point, "label " + boundLabel + " must be the last");
        }
        double bound = number(point, last);
        String canonical = NumberSpelling.bound(bound);
        if (Double.isNaN(bound) || !last.value().equals(canonical)) {
            throw new Violation(point, "label " + boundLabel + " must be a number spelled " + canonical);
        }
        return bound;
    }

    private static double number(Sample point, Label label) {
        if (label.value().equals("+Inf")) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            return Double.parseDouble(label.value());
        } catch (NumberFormatException notANumber) {
            throw new Violation(point, "label " + label.name() + " must be a number");
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
