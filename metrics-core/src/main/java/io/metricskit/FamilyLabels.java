package io.metricskit;

import io.metricskit.model.Descriptor;
import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.Quoted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one metric for the labels of its series: which names it takes, and in which order they stand.
 *
 * <p>What is fixed at the definition is safe for use by many threads. The registries change under the lock of the
 * family, and are read without it; the shapes are guarded by it.
 */
final class FamilyLabels {

    private final MetricDefinition definition;
    private final Descriptor descriptor;
    private final LabelNameRules nameRules;
    private final Labels constLabels;
    private final @Nullable LabelNames declared;

    /** How many names are declared; -1 where any label set is welcome. */
    private final int declaredCount;

    /** The rules of the registries that the metric is in; a list that does not change is replaced by another one. */
    private volatile List<RegistryRules> registries = List.of();

    /** The names of series so far, one instance for all of the same names. */
    private final List<LabelNames> shapes = new ArrayList<>(1);

    FamilyLabels(MetricDefinition definition) {
        this.definition = definition;
        this.descriptor = definition.descriptor();
        this.nameRules = new LabelNameRules(descriptor);
        this.constLabels = definition.constLabels();
        nameRules.refuseReserved(constLabels.names());
        List<String> names = definition.labelNames();
        // Constant labels have to go together also where no others are declared.
        LabelNames shape = checked(names == null ? List.of() : names);
        this.declared = names == null ? null : shape;
        this.declaredCount = names == null ? -1 : names.size();
        if (declared != null) {
            shapes.add(declared);
        }
    }

    /** Throws if the labels of a definition do not go together, or not with what a registry demands. */
    static void check(MetricDefinition definition, RegistryRules registry) {
        new FamilyLabels(definition).join(registry);
    }

    MetricDefinition definition() {
        return definition;
    }

    /** Returns how many labels of each series are constant; they come first. */
    int constCount() {
        return constLabels.size();
    }

    /** Returns whether there are just so many declared names. */
    boolean declares(int count) {
        return declaredCount == count;
    }

    /** Returns whether the metric has a series without labels of its own. */
    boolean allowsNone() {
        return declared == null || declares(0);
    }

    /**
     * Returns names and values in turn as labels.
     *
     * @throws IllegalArgumentException if they are no labels, or not those declared
     */
    Labels ofPairs(@Nullable String... namesAndValues) {
        Labels labels = named(namesAndValues);
        if (declared != null && !areDeclared(declared, namesAndValues)) {
            throw pairsNotDeclared(declared, namesAndValues);
        }
        return labels;
    }

    /** Looks at the names as they were given, since labels do not show those that have an empty value. */
    private boolean areDeclared(LabelNames names, @Nullable String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (names.indexOf(namesAndValues[i]) < constCount()) {
                return false;
            }
        }
        return declares(namesAndValues.length / 2);
    }

    /**
     * Returns the values of the declared names as labels.
     *
     * @throws IllegalStateException if none are declared
     */
    Labels ofValues(@Nullable String @Nullable ... values) {
        if (declared == null) {
            throw new IllegalStateException(descriptor + " has no declared label names, so that values alone say"
                    + " nothing: give labels with names, or declare them with labelNames(..)");
        }
        if (values == null || !declares(values.length)) {
            throw notDeclared(
                    values == null ? "null" : values.length + " values: " + Quoted.of(Arrays.toString(values)));
        }
        @Nullable String[] pairs = new String[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            pairs[2 * i] = declared.get(constCount() + i);
            pairs[2 * i + 1] = values[i];
        }
        return named(pairs);
    }

    private Labels named(@Nullable String... namesAndValues) {
        try {
            // Declared names were judged when the metric was registered, and it may be in no registry.
            boolean utf8 = takesUtf8Names() || declared != null && !declared.areLegacy();
            return utf8 ? Labels.utf8(namesAndValues) : Labels.of(namesAndValues);
        } catch (IllegalArgumentException e) {
            throw nameRules.ofThisMetric(e);
        } catch (NullPointerException e) {
            throw new NullPointerException(descriptor + ": " + e.getMessage());
        }
    }

    /** Returns where exemplars come from: of the registries that say so, the one that the metric has joined last. */
    @Nullable Supplier<Labels> currentTrace() {
        @Nullable Supplier<Labels> last = null;
        for (RegistryRules registry : registries) {
            if (registry.currentTrace() != null) {
                last = registry.currentTrace();
            }
        }
        return last;
    }

    private boolean takesUtf8Names() {
        for (RegistryRules registry : registries) {
            if (!registry.utf8Names()) {
                return false;
            }
        }
        return !registries.isEmpty();
    }

    /** Returns the refusal of labels that are not those declared, where some are. */
    IllegalArgumentException notDeclared(String got) {
        LabelNames names = Objects.requireNonNull(declared, "labels are refused only where some are declared");
        return new IllegalArgumentException(
                descriptor + " is declared with the labels " + ownNames(names) + ", but got " + got);
    }

    private IllegalArgumentException pairsNotDeclared(LabelNames names, @Nullable String... namesAndValues) {
        boolean mayBeValues = declares(namesAndValues.length) && names.indexOf(namesAndValues[0]) < 0;
        return notDeclared(Quoted.of(Arrays.toString(namesAndValues))
                + (mayBeValues ? ": labels(..) takes names and values in turn, labelValues(..) values alone" : ""));
    }

    /** Returns whether there are declared names, and all those of the labels are among them. */
    boolean declaresAll(Labels labels) {
        if (declared == null) {
            return false;
        }
        for (int i = 0; i < labels.size(); i++) {
            if (declared.indexOf(labels.name(i)) < constCount()) {
                return false;
            }
        }
        return true;
    }

    /** Returns the shape of a series with these labels, which is not remembered yet if it is new. */
    LabelNames shapeOf(Labels labels) {
        if (declared != null) {
            if (!declaresAll(labels)) {
                throw notDeclared(labels.toString());
            }
            return declared;
        }
        List<String> names = labels.names();
        for (LabelNames shape : shapes) {
            if (ownNames(shape).equals(names)) {
                return shape;
            }
        }
        if (!takesUtf8Names()) {
            nameRules.requireLegacy(names);
        }
        return checked(names);
    }

    /**
     * Remembers the shape of a series that is about to be shown.
     *
     * @throws IllegalArgumentException if some scraper would take one of its names for another
     */
    void remember(LabelNames shape) {
        if (!shapes.contains(shape)) {
            registries.stream()
                    .filter(RegistryRules::utf8Names)
                    .forEach(registry -> requireDistinctWhenEscaped(shape, registry.constLabels()));
            shapes.add(shape);
        }
    }

    /** Remembers the shape of a series that is shown already. */
    void keep(LabelNames shape) {
        if (!shapes.contains(shape)) {
            shapes.add(shape);
        }
    }

    /** Returns a shape that has labels of its own, of which there must be one. */
    LabelNames anyLabelledShape() {
        return shapes.stream()
                .filter(shape -> shape.size() > constCount())
                .findFirst()
                .orElseThrow();
    }

    void forgetShapes() {
        shapes.removeIf(shape -> shape != declared);
    }

    /** Returns the values of a series in the order of its shape. */
    String[] values(LabelNames shape, Labels labels, StringPool pool) {
        String[] values = new String[shape.size()];
        for (int i = 0; i < values.length; i++) {
            String value = i < constCount() ? constLabels.value(i) : labels.get(shape.get(i));
            values[i] = value == null ? "" : pool.intern(value);
        }
        return values;
    }

    private List<String> ownNames(LabelNames shape) {
        List<String> names = shape.toList();
        return names.subList(constCount(), names.size());
    }

    private LabelNames checked(List<String> ownNames) {
        nameRules.refuseReserved(ownNames);
        nameRules.refuseShadowing(ownNames, constLabels);
        registries.forEach(registry -> nameRules.refuseShadowing(ownNames, registry.constLabels()));
        List<String> names = new ArrayList<>(constLabels.names());
        names.addAll(ownNames);
        return nameRules.shape(names);
    }

    /**
     * Refuses names that some scraper would take for others of the metric.
     *
     * @param shape names beside those of the series so far
     * @param commonLabels the constant labels of one registry; no scrape shows those of two
     */
    private void requireDistinctWhenEscaped(LabelNames shape, Labels commonLabels) {
        List<LabelNames> all = new ArrayList<>(shapes.size() + 2);
        all.add(nameRules.shape(commonLabels.names()));
        all.addAll(shapes);
        all.add(shape);
        nameRules.requireDistinctWhenEscaped(all);
    }

    /**
     * Takes over what a registry demands of labels; throws and changes nothing if some of the metric's are against it.
     */
    void join(RegistryRules registry) {
        Labels commonLabels = registry.constLabels();
        if (!registry.utf8Names()) {
            nameRules.requireLegacy(constLabels.names());
            shapes.forEach(shape -> nameRules.requireLegacy(shape.toList()));
        }
        nameRules.refuseShadowing(constLabels.names(), commonLabels);
        shapes.forEach(shape -> nameRules.refuseShadowing(shape.toList(), commonLabels));
        if (registry.utf8Names()) {
            requireDistinctWhenEscaped(nameRules.shape(constLabels.names()), commonLabels);
        }
        List<RegistryRules> more = new ArrayList<>(registries);
        more.add(registry);
        registries = List.copyOf(more);
    }

    /** Forgets what {@link #join} took over. */
    void leave(RegistryRules registry) {
        List<RegistryRules> rest = new ArrayList<>(registries);
        // By identity: those of two registries may be equal, and the last of all counts.
        rest.removeIf(joined -> joined == registry);
        registries = List.copyOf(rest);
    }
}
