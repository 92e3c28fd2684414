package io.metricskit.spring.aop;

import io.metricskit.Metric;
import io.metricskit.MetricBuilder;
import io.metricskit.MetricConflictException;
import io.metricskit.Registry;
import io.metricskit.model.Quoted;
import io.metricskit.model.Series;
import io.metricskit.spring.InstrumentationErrors;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes the series of annotations, in metrics of the registry. Annotations that define the same metric share it, with
 * whatever labels. Safe for use by many threads.
 */
final class AnnotatedMetrics {

    /** Asked when the first series is needed, and not before. */
    private final Supplier<Registry> registry;

    private final InstrumentationErrors errors;

    /** Which annotation a metric was made for, by the metric's name. */
    private final Map<String, String> firstSites = new ConcurrentHashMap<>();

    AnnotatedMetrics(Supplier<Registry> registry, InstrumentationErrors errors) {
        this.registry = registry;
        this.errors = errors;
    }

    InstrumentationErrors errors() {
        return errors;
    }

    /**
     * What the annotations of all kinds say about their metric.
     *
     * @param kind the annotation as messages name it
     * @param defaultName the metric's name where the annotation gives none
     */
    record Attributes(String kind, String value, String name, String defaultName, String[] labels) {}

    /**
     * Returns the series of an annotation. Where all labels are constant, the series is there from now on.
     *
     * @param variables what the expressions of its labels may use
     * @param define starts the definition of the metric of a name, without declared label names
     * @param problems told about expressions that cannot work
     * @throws AnnotatedMethodException if the metric clashes with another one, or an attribute makes no sense
     */
    <M extends Metric<C>, C extends Series> AnnotatedSeries<C> series(
            AnnotatedMethod method,
            Attributes attributes,
            MethodVariables variables,
            Function<String, MetricBuilder<?, M>> define,
            Problems problems) {
        String site = method.site();
        String givenName = givenName(site, attributes);
        String name = givenName.isEmpty() ? attributes.defaultName() : givenName;
        LabelTemplate labels = new LabelTemplate(
                method, attributes.labels(), givenName.isEmpty() ? place(method) : Map.of(), variables, errors);
        for (String outcome : labels.unknownOutcomes()) {
            problems.add(
                    site,
                    "#" + outcome + " is not known when " + attributes.kind() + " evaluates its labels",
                    "Remove the label, which is always empty.");
        }
        for (String constant : labels.those(new DoubtfulConstants(variables))) {
            problems.add(
                    site,
                    attributes.kind() + " has the constant label " + Quoted.of(constant),
                    "Begin an expression with #; placeholders are not resolved. Give several labels as"
                            + " {\"a=b\", \"c=d\"}.");
        }
        try {
            M metric = registry.get().getOrRegister(define.apply(name));
            firstSites.putIfAbsent(name, site);
            if (!labels.isConstant()) {
                rehearse(define.apply(name), labels);
            }
            return new AnnotatedSeries<>(metric, labels);
        } catch (MetricConflictException e) {
            throw new AnnotatedMethodException(
                    site,
                    e.getMessage() + otherSite(e.otherName()),
                    "Give it another name. To share a metric, give both the same type, help, buckets and quantiles.",
                    e);
        } catch (IllegalArgumentException e) {
            throw new AnnotatedMethodException(site, attributes.kind() + ": " + e.getMessage(), remedy(labels), e);
        }
    }

    private String remedy(LabelTemplate labels) {
        return labels.constants().hasLegacyNames() || registry.get().takesUtf8Names()
                ? "Correct the attributes of the annotation."
                : "Give the label another name, or let names have any characters with metrics.utf8-names=true, or"
                        + " Registry.builder().utf8Names(true).";
    }

    private static String givenName(String site, Attributes attributes) {
        String value = attributes.value();
        String name = attributes.name();
        if (!value.isEmpty() && !name.isEmpty() && !value.equals(name)) {
            throw new AnnotatedMethodException(
                    site,
                    attributes.kind() + " has the value " + Quoted.of(value) + " and the name " + Quoted.of(name)
                            + ", which mean the same",
                    "Give one of the two.");
        }
        return name.isEmpty() ? value : name;
    }

    private static Map<String, String> place(AnnotatedMethod method) {
        return Map.of("class", method.className(), "method", method.name());
    }

    /** Tries the label names on a metric that nobody sees, so that the first call does not find them refused. */
    private <M extends Metric<C>, C extends Series> void rehearse(
            MetricBuilder<?, M> definition, LabelTemplate labels) {
        Registry scratch = Registry.builder()
                .utf8Names(registry.get().takesUtf8Names())
                .constLabels(registry.get().constLabels())
                .build();
        scratch.getOrRegister(definition).labels(labels.constants());
    }

    /** Says where the other metric of a conflict comes from, if an annotation made it. */
    private String otherSite(String otherName) {
        String site = firstSites.get(otherName);
        return site == null ? "" : "; " + Quoted.of(otherName) + " was defined by the annotation of " + site;
    }
}
