package io.metricskit.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one histogram or summary: its buckets or quantiles, then {@code _sum} and {@code _count}.
 *
 * @param points the buckets or quantiles, in the order in which they were written
 * @param bounds the value of {@code le} or {@code quantile} of each point
 * @param sum the {@code _sum} sample
 * @param count the {@code _count} sample
 */
record SampleGroup(List<Sample> points, List<Double> bounds, Sample sum, Sample count) {

    /**
     * Splits a family by label set, demanding that each set's lines are together and complete.
     *
     * @param pointName the sample name of a bucket or quantile
     * @param boundLabel {@code le} or {@code quantile}
     */
    static List<SampleGroup> of(Family family, String pointName, String boundLabel) {
        List<SampleGroup> groups = new ArrayList<>();
        Set<Map<String, String>> seen = new HashSet<>();
        List<Sample> samples = family.samples();
        int start = 0;
        while (start < samples.size()) {
            Map<String, String> set = owner(samples.get(start), pointName, boundLabel);
            if (!seen.add(set)) {
                throw new Violation(samples.get(start), "all lines of one label set must be together");
            }
            int end = start + 1;
            while (end < samples.size()
                    && owner(samples.get(end), pointName, boundLabel).equals(set)) {
                end++;
            }
            groups.add(of(family, samples.subList(start, end), pointName, boundLabel));
            start = end;
        }
        return groups;
    }

    /** The label set of the histogram or summary that the sample is part of. */
    private static Map<String, String> owner(Sample sample, String pointName, String boundLabel) {
        Map<String, String> set = sample.labelMap();
        boolean bound = set.remove(boundLabel) != null;
        boolean point = sample.name().equals(pointName);
        if (bound != point) {
            throw new Violation(sample, "label " + boundLabel + " belongs on every " + pointName + " and nowhere else");
        }
        return set;
    }

    private static SampleGroup of(Family family, List<Sample> samples, String pointName, String boundLabel) {
        List<Sample> points = new ArrayList<>();
        List<Double> bounds = new ArrayList<>();
        Sample sum = null;
        Sample count = null;
        List<Label> order = withoutBound(samples.get(0), boundLabel);
        for (Sample sample : samples) {
            if (!withoutBound(sample, boundLabel).equals(order)) {
                throw new Violation(sample, "labels must be in the same order on all lines of one label set");
            }
            if (sample.name().equals(pointName)) {
                if (sum != null || count != null) {
                    throw new Violation(sample, "_sum and _count must come after every " + pointName);
                }
                points.add(sample);
                bounds.add(bound(sample, boundLabel));
            } else if (sample.name().equals(family.name() + "_sum")) {
                sum = sample;
            } else {
                count = sample;
            }
        }
        Sample last = samples.get(samples.size() - 1);
        return new SampleGroup(points, bounds, present(sum, "_sum", last), present(count, "_count", last));
    }

    private static List<Label> withoutBound(Sample sample, String boundLabel) {
        return sample.labels().stream()
                .filter(label -> !label.name().equals(boundLabel))
                .toList();
    }

    private static double bound(Sample point, String boundLabel) {
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

    private static Sample present(@Nullable Sample sample, String suffix, Sample last) {
        if (sample == null) {
            throw new Violation(last, suffix + " is missing in the label set that ends here");
        }
        return sample;
    }
}
