package io.metricskit.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The body of a scrape in any format: its families and samples, in the order in which they were written.
 *
 * <p>Samples have the same names and labels in every format, so that one test can compare formats sample by sample;
 * families may have other names, since OpenMetrics calls the family of {@code events_total} {@code events}.
 *
 * <p>Immutable.
 */
public abstract sealed class ExpositionBody permits TextExposition, OpenMetricsExposition, ProtobufExposition {
    private final List<Family> families;
    private final Map<String, List<Sample>> samplesByName;

    ExpositionBody(List<Family> families) {
        this.families = List.copyOf(families);
        this.samplesByName = families.stream()
                .flatMap(family -> family.samples().stream())
                .collect(Collectors.groupingBy(Sample::name, LinkedHashMap::new, Collectors.toList()));
    }

    /** All families in the order in which they were written. */
    public List<Family> families() {
        return families;
    }

    /** The names of all families in the order in which they were written. */
    public List<String> familyNames() {
        return families.stream().map(Family::name).toList();
    }

    /** Whether there is a family of this name. */
    public boolean hasFamily(String name) {
        return familyNames().contains(name);
    }

    /** The family of this name, which must exist. */
    public Family family(String name) {
        return families.stream()
                .filter(family -> family.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no family " + name + " among " + familyNames()));
    }

    /** All samples of all families, in order. */
    public List<Sample> samples() {
        return families.stream().flatMap(family -> family.samples().stream()).toList();
    }

    /** The samples of this name, in order; none if there is no such name. */
    public List<Sample> samples(String sampleName) {
        return List.copyOf(samplesByName.getOrDefault(sampleName, List.of()));
    }

    /**
     * The sample of this name with exactly these labels, whatever their order.
     *
     * @param labelPairs name, value, name, value …
     */
    public Optional<Sample> find(String sampleName, String... labelPairs) {
        Map<String, String> wanted = pairs(labelPairs);
        return samplesByName.getOrDefault(sampleName, List.of()).stream()
                .filter(sample -> sample.labelMap().equals(wanted))
                .findFirst();
    }

    /** Whether there is a sample of this name with exactly these labels. */
    public boolean has(String sampleName, String... labelPairs) {
        return find(sampleName, labelPairs).isPresent();
    }

    /** The sample of this name with exactly these labels, which must exist. */
    public Sample sample(String sampleName, String... labelPairs) {
        return find(sampleName, labelPairs)
                .orElseThrow(() -> new AssertionError(absence(sampleName, pairs(labelPairs))));
    }

    /** The value of the sample of this name with exactly these labels, which must exist. */
    public double value(String sampleName, String... labelPairs) {
        return sample(sampleName, labelPairs).value();
    }

    private String absence(String sampleName, Map<String, String> wanted) {
        List<Sample> sameName = samples(sampleName);
        String present = sameName.isEmpty()
                ? "no sample has this name; families: " + familyNames()
                : "the samples of this name are:\n"
                        + sameName.stream().map(Sample::toString).collect(Collectors.joining("\n"));
        return "no sample " + sampleName + wanted + "; " + present;
    }

    static Map<String, String> pairs(String... labelPairs) {
        if (labelPairs.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "labelPairs must be name, value, name, value …, got " + List.of(labelPairs));
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < labelPairs.length; i += 2) {
            labels.put(labelPairs[i], labelPairs[i + 1]);
        }
        return labels;
    }
}
