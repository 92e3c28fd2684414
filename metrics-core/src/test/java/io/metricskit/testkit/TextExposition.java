package io.metricskit.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The body of a scrape in the text format 0.0.4, read strictly.
 *
 * <p>{@link #parse} demands the grammar: lines, names, escapes, and families that follow one another whole, each as
 * an optional HELP line, a TYPE line and its samples. {@link #checked(String, byte[])} also demands what a reader
 * relies on without testing it: no series twice, numbers in their one spelling, histograms and summaries that add up.
 * Both refuse much that Prometheus tolerates, since what we write has no need of it.
 *
 * <p>Immutable. Every refusal is an {@link AssertionError} that names the line and the rule.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus exposition formats</a>
 */
public final class TextExposition {
    private final List<Family> families;
    private final Map<String, List<Sample>> samplesByName;

    private TextExposition(List<Family> families) {
        this.families = List.copyOf(families);
        this.samplesByName = families.stream()
                .flatMap(family -> family.samples().stream())
                .collect(Collectors.groupingBy(Sample::name, LinkedHashMap::new, Collectors.toList()));
    }

    /** Reads a body, demanding the grammar alone. */
    public static TextExposition parse(byte[] body) {
        return new TextExposition(TextExpositionParser.parse(body));
    }

    /** Reads a body that came without a Content-Type, demanding every other rule. */
    public static TextExposition checked(byte[] body) {
        TextExposition exposition = parse(body);
        ExpositionRules.check(exposition.families);
        return exposition;
    }

    /** Reads the body of a response, demanding every rule; {@code contentType} is null where the header is missing. */
    public static TextExposition checked(@Nullable String contentType, byte[] body) {
        ContentTypeRule.check(contentType);
        return checked(body);
    }

    /** Demands that the families stand in ascending order of their names, which the format does not ask for. */
    public TextExposition requireNameOrder() {
        String previous = "";
        for (Family family : families) {
            if (previous.compareTo(family.name()) > 0) {
                throw new Violation(family.line(), "families must be in name order", previous + ", " + family.name());
            }
            previous = family.name();
        }
        return this;
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

    private static Map<String, String> pairs(String... labelPairs) {
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
