package io.metricskit.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one metric of a family, which share their label set: buckets, quantiles or totals, then the rest.
 *
 * @param points the buckets, quantiles or totals, in the order in which they were written
 * @param others {@code _sum}, {@code _count} and {@code _created}, by what they add to the family's name
 * @param last the sample that was written last
 */
record SampleGroup(List<Sample> points, Map<String, Sample> others, Sample last) {

    /**
     * Splits a family by label set, demanding that each set's lines are together and in order.
     *
     * @param pointSuffix what a bucket, quantile or total adds to the family's name
     * @param ownLabel the label that sets the points of one group apart, such as {@code le}; empty where there is none
     */
    static List<SampleGroup> of(Family family, String pointSuffix, String ownLabel) {
        String pointName = family.name() + pointSuffix;
        List<SampleGroup> groups = new ArrayList<>();
        Set<Map<String, String>> seen = new HashSet<>();
        List<Sample> samples = family.samples();
        int start = 0;
        while (start < samples.size()) {
            Map<String, String> set = owner(samples.get(start), pointName, ownLabel);
            if (!seen.add(set)) {
                throw new Violation(samples.get(start), "all lines of one label set must be together");
            }
            int end = start + 1;
            while (end < samples.size()
                    && owner(samples.get(end), pointName, ownLabel).equals(set)) {
                end++;
            }
            groups.add(of(family, samples.subList(start, end), pointName, ownLabel));
            start = end;
        }
        return groups;
    }

    /** The sample with this suffix, which must be there. */
    Sample required(String suffix) {
        Sample sample = others.get(suffix);
        if (sample == null) {
            throw new Violation(last, suffix + " is missing in the label set that ends here");
        }
        return sample;
    }

    /** The sample with this suffix, null if there is none. */
    @Nullable Sample other(String suffix) {
        return others.get(suffix);
    }

    /** The label set of the metric that the sample is part of. */
    private static Map<String, String> owner(Sample sample, String pointName, String ownLabel) {
        Map<String, String> set = sample.labelMap();
        if (!ownLabel.isEmpty()) {
            boolean has = set.remove(ownLabel) != null;
            if (has != sample.name().equals(pointName)) {
                throw new Violation(
                        sample, "label " + ownLabel + " belongs on every " + pointName + " and nowhere else");
            }
        }
        return set;
    }

    private static SampleGroup of(Family family, List<Sample> samples, String pointName, String ownLabel) {
        List<Sample> points = new ArrayList<>();
        Map<String, Sample> others = new LinkedHashMap<>();
        List<Label> order = without(samples.get(0), ownLabel);
        for (Sample sample : samples) {
            if (!without(sample, ownLabel).equals(order)) {
                throw new Violation(sample, "labels must be in the same order on all lines of one label set");
            }
            if (!sample.name().equals(pointName)) {
                others.put(sample.name().substring(family.name().length()), sample);
            } else if (others.isEmpty()) {
                points.add(sample);
            } else {
                throw new Violation(
                        sample, String.join(" and ", others.keySet()) + " must come after every " + pointName);
            }
        }
        return new SampleGroup(points, others, samples.get(samples.size() - 1));
    }

    private static List<Label> without(Sample sample, String ownLabel) {
        return sample.labels().stream()
                .filter(label -> !label.name().equals(ownLabel))
                .toList();
    }
}
