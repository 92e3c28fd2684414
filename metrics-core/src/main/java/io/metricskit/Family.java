package io.metricskit;

import io.metricskit.model.Descriptor;
import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.Quoted;
import io.metricskit.model.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The series of one metric: creates them under the metric's rules for label names and its bound, and removes them.
 *
 * <p>Look-ups go to the {@link SeriesTable} without a lock; everything that changes the table is under one.
 */
final class Family<C extends Series> {
    /*
     * A scrape walks the table that it finds, up to the number of places at its start. New series are appended, and a
     * series that is removed leaves a hole, so a walk never meets a series that was removed and made again twice. When
     * the table is full, a copy without the holes takes its place; walks that are under way finish on the old one.
     *
     * Without declared names there is one series that exists before its first use: the one without labels, at 0. It is
     * held apart (initial) until it is used, and disappears from view when a labelled series is used first.
     */

    static final int DEFAULT_MAX_SERIES = 2000;
    static final String OVERFLOW_VALUE = "__overflow__";

    /** Makes the children of one metric type. */
    interface Maker<C> {
        C make(LabelNames names, String[] values);

        /** Makes the series in which label sets over the bound land. */
        C makeOverflow(LabelNames names, String[] values);

        /** Returns how often an overflow series was recorded to. */
        long recordings(C overflow);
    }

    private final MetricDefinition definition;
    private final Descriptor descriptor;
    private final Labels constLabels;
    private final @Nullable LabelNames declared;
    private final Maker<C> maker;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<LabelNames> shapes = new ArrayList<>(1);

    private volatile SeriesTable<C> table;
    private volatile @Nullable C unlabelled;
    private volatile @Nullable C initial;
    private volatile @Nullable C overflow;

    private final List<Labels> registryConstLabels = new ArrayList<>(1);
    private StringPool valuePool = new StringPool();
    private int removals;
    private int maxSeries;
    private boolean maxSeriesIsOwn;
    private int size;
    private volatile long pastOverflows;

    /**
     * Creates the family.
     *
     * @param ownMaxSeries the metric's own bound, or 0 where it takes that of its registry
     */
    Family(MetricDefinition definition, int ownMaxSeries, Maker<C> maker) {
        this.definition = definition;
        this.descriptor = definition.descriptor();
        this.constLabels = definition.constLabels();
        this.maker = maker;
        this.maxSeriesIsOwn = ownMaxSeries > 0;
        this.maxSeries = maxSeriesIsOwn ? ownMaxSeries : DEFAULT_MAX_SERIES;
        this.table = SeriesTable.empty(constLabels.size());
        refuseReserved(constLabels.names());
        List<String> declaredNames = definition.labelNames();
        this.declared = declaredNames == null ? null : shape(declaredNames);
        showInitial();
    }

    SeriesTable<C> table() {
        return table;
    }

    /** Returns the series without labels, which is thereby used. */
    C unlabelled() {
        C series = unlabelled;
        if (series != null) {
            return series;
        }
        if (declaredCount() > 0) {
            throw new IllegalArgumentException(
                    descriptor + " is declared with the labels " + declaredNames() + ", but got none");
        }
        return create(Labels.empty());
    }

    /** Finds or creates the series of the given labels. */
    C labels(Labels labels) {
        C series = table.find(labels);
        return series != null ? series : create(labels);
    }

    /** Finds or creates the series of names and values in turn. */
    C pairs(String... namesAndValues) {
        Labels labels = named(namesAndValues);
        if (declared != null && namesAndValues.length / 2 != declaredCount()) {
            throw new IllegalArgumentException(
                    descriptor + " is declared with the labels " + declaredNames() + ", but got " + labels);
        }
        return labels(labels);
    }

    private Labels named(String... namesAndValues) {
        try {
            return Labels.of(namesAndValues);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(descriptor + ": " + e.getMessage(), e);
        } catch (NullPointerException e) {
            throw new NullPointerException(descriptor + ": " + e.getMessage());
        }
    }

    /** Finds or creates the series of the declared names with these values. */
    C values(String... values) {
        LabelNames names = declared;
        if (names == null) {
            throw new IllegalStateException(descriptor + " has no declared label names, so that values alone say"
                    + " nothing: give labels with names, or declare them with labelNames(..)");
        }
        if (values.length != declaredCount()) {
            throw new IllegalArgumentException(descriptor + " is declared with the labels " + declaredNames()
                    + ", but got " + values.length + " values: " + Quoted.of(Arrays.toString(values)));
        }
        String[] pairs = new String[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            pairs[2 * i] = names.get(constLabels.size() + i);
            pairs[2 * i + 1] = values[i];
        }
        return pairs(pairs);
    }

    /** Returns an existing series, or null. */
    @Nullable C existing(Labels labels) {
        if (labels.isEmpty() && initial != null) {
            return initial;
        }
        return table.find(labels);
    }

    private C create(Labels labels) {
        lock.lock();
        try {
            C present = table.find(labels);
            if (present != null) {
                return present;
            }
            LabelNames names = declared != null ? declaredFor(labels) : shape(labels.names());
            String[] values = values(names, labels);
            if (size >= maxSeries || isOverflow(values)) {
                return overflow(names, values);
            }
            C first = labels.isEmpty() ? initial : null;
            C series = first != null ? first : maker.make(names, values);
            add(series);
            size++;
            return series;
        } finally {
            lock.unlock();
        }
    }

    private void add(C series) {
        SeriesTable<C> room = table.hasRoom() ? table : table.copy();
        room.add(series);
        table = room;
        initial = null;
        if (series.labelNames().size() == constLabels.size()) {
            unlabelled = series;
        }
    }

    private LabelNames declaredFor(Labels labels) {
        LabelNames names = Objects.requireNonNull(declared);
        for (int i = 0; i < labels.size(); i++) {
            if (names.indexOf(labels.name(i)) < constLabels.size()) {
                throw new IllegalArgumentException(
                        descriptor + " is declared with the labels " + declaredNames() + ", but got " + labels);
            }
        }
        return names;
    }

    private int declaredCount() {
        return declared == null ? 0 : declared.size() - constLabels.size();
    }

    private List<String> declaredNames() {
        List<String> names = declared == null ? List.of() : declared.toList();
        return names.subList(constLabels.size(), names.size());
    }

    private LabelNames shape(List<String> ownNames) {
        for (LabelNames shape : shapes) {
            List<String> names = shape.toList();
            if (names.subList(constLabels.size(), names.size()).equals(ownNames)) {
                return shape;
            }
        }
        refuseReserved(ownNames);
        for (String name : ownNames) {
            refuseShadowing(name, constLabels);
            registryConstLabels.forEach(labels -> refuseShadowing(name, labels));
        }
        List<String> names = new ArrayList<>(constLabels.names());
        names.addAll(ownNames);
        LabelNames shape = LabelNames.of(names.toArray(String[]::new));
        shapes.add(shape);
        return shape;
    }

    private void refuseReserved(List<String> names) {
        for (String name : names) {
            if (name.equals(descriptor.type().sampleLabel())) {
                throw new IllegalArgumentException(
                        descriptor + ": label '" + name + "' is kept for the samples of a " + descriptor.type());
            }
            if (name.equals("job")) {
                throw new IllegalArgumentException(
                        descriptor + ": label 'job' is kept for the name that Prometheus gives to a scrape target");
            }
        }
    }

    private void refuseShadowing(String name, Labels constant) {
        String value = constant.get(name);
        if (value != null) {
            throw new IllegalArgumentException(descriptor + ": label '" + name + "' would shadow the constant label "
                    + name + "=" + Quoted.of(value));
        }
    }

    private String[] values(LabelNames names, Labels own) {
        String[] values = new String[names.size()];
        for (int i = 0; i < values.length; i++) {
            Labels from = i < constLabels.size() ? constLabels : own;
            String value = from.get(names.get(i));
            values[i] = value == null ? "" : valuePool.intern(value);
        }
        return values;
    }

    private boolean isOverflow(String[] values) {
        int first = constLabels.size();
        return values.length > first
                && Arrays.stream(values, first, values.length).allMatch(OVERFLOW_VALUE::equals);
    }

    private C overflow(LabelNames names, String[] values) {
        C series = overflow;
        if (series == null) {
            LabelNames keys = names.size() > constLabels.size() ? names : labelledShape();
            String[] marks = new String[keys.size()];
            for (int i = 0; i < marks.length; i++) {
                marks[i] = i < constLabels.size() ? values[i] : OVERFLOW_VALUE;
            }
            series = maker.makeOverflow(keys, marks);
            add(series);
            overflow = series;
            if (size >= maxSeries) {
                Warnings.overflow(descriptor, maxSeries, mostVariedLabel());
            }
        }
        return series;
    }

    /** Finds the keys of an overflow series when the set that went over had none. */
    private LabelNames labelledShape() {
        return shapes.stream()
                .filter(shape -> shape.size() > constLabels.size())
                .findFirst()
                .orElseThrow();
    }

    private String mostVariedLabel() {
        SeriesTable<C> series = table;
        Map<String, Set<String>> valuesByName = new TreeMap<>();
        for (int place = 0; place < series.places(); place++) {
            C child = series.place(place);
            for (int i = constLabels.size();
                    child != null && i < child.labelNames().size();
                    i++) {
                valuesByName
                        .computeIfAbsent(child.labelNames().get(i), name -> new HashSet<>())
                        .add(child.labelValue(i));
            }
        }
        return valuesByName.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                .map(entry ->
                        "label '" + entry.getKey() + "' has " + entry.getValue().size() + " values")
                .orElse("");
    }

    boolean remove(Labels labels) {
        lock.lock();
        try {
            C series = table.find(labels);
            if (series == null) {
                return false;
            }
            table.remove(series);
            if (series == overflow) {
                pastOverflows = pastOverflows + maker.recordings(series);
                overflow = null;
            } else {
                size--;
            }
            if (series == unlabelled) {
                unlabelled = null;
            }
            releasePooledValues();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void releasePooledValues() {
        if (++removals > size) {
            removals = 0;
            valuePool = new StringPool();
            forEach(series -> {
                for (int i = 0; i < series.labelNames().size(); i++) {
                    valuePool.intern(series.labelValue(i));
                }
            });
        }
    }

    void clear() {
        lock.lock();
        try {
            pastOverflows = overflowRecordings();
            table = SeriesTable.empty(constLabels.size());
            unlabelled = null;
            overflow = null;
            size = 0;
            valuePool = new StringPool();
            showInitial();
        } finally {
            lock.unlock();
        }
    }

    private void showInitial() {
        if (declared == null || declaredCount() == 0) {
            LabelNames names = shape(List.of());
            initial = maker.make(names, values(names, Labels.empty()));
        }
    }

    /** Walks over the series that exist now, oldest first. */
    void forEach(Consumer<? super C> action) {
        C zero = initial;
        if (zero != null) {
            action.accept(zero);
            return;
        }
        SeriesTable<C> series = table;
        int places = series.places();
        for (int place = 0; place < places; place++) {
            C child = series.place(place);
            if (child != null) {
                action.accept(child);
            }
        }
    }

    /** Returns how many recordings went to a series of another label set since the bound was first reached. */
    long overflowRecordings() {
        if (overflow == null && pastOverflows == 0) {
            return 0;
        }
        lock.lock();
        try {
            C series = overflow;
            return pastOverflows + (series == null ? 0 : maker.recordings(series));
        } finally {
            lock.unlock();
        }
    }

    /** Takes over what a registry demands of its metrics; throws and changes nothing if this one cannot. */
    void join(Labels commonLabels, int commonMaxSeries) {
        lock.lock();
        try {
            for (LabelNames shape : shapes) {
                shape.toList().forEach(name -> refuseShadowing(name, commonLabels));
            }
            constLabels.names().forEach(name -> refuseShadowing(name, commonLabels));
            registryConstLabels.add(commonLabels);
            if (!maxSeriesIsOwn) {
                maxSeries = commonMaxSeries;
                maxSeriesIsOwn = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what a registry demanded, apart from the bound. */
    void leave(Labels commonLabels) {
        lock.lock();
        try {
            registryConstLabels.remove(commonLabels);
        } finally {
            lock.unlock();
        }
    }

    MetricDefinition definition() {
        return definition;
    }

    /** Returns whether exactly so many label names are declared. */
    boolean declares(int count) {
        return declared != null && declaredCount() == count;
    }

    String declaredName(int index) {
        return Objects.requireNonNull(declared).get(constLabels.size() + index);
    }
}
