package io.metricskit;

import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.Series;
import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The series of one metric: finds them, creates them up to the metric's bound, and removes them.
 *
 * <p>Look-ups go to the {@link SeriesTable} without a lock; everything that changes the table is under one.
 */
final class Family<C extends Series> {
    /*
     * A scrape walks the table that it finds, up to the number of rows at its start. New series are appended, and a
     * series that is removed leaves a hole, so a walk never meets a series that was removed and made again twice. When
     * the table is full, or more than half of it are holes, a copy without them takes its place; walks that are under
     * way finish on the old one.
     *
     * Without declared names there is one series that exists before its first use: the one without labels, at 0. The
     * empty table shows it, which has no room: whichever series is used first, another table takes its place.
     *
     * A label set over the bound leaves nothing behind: neither its values nor its names are kept.
     */

    static {
        // A class that is initialized where the stack overflows is broken for good, the JDK's own included: so what
        // recordings call is used here once.
        new LongAdder().increment();
        new DoubleAdder().add(1);
        new CountStripes(new DoubleAdder()).tryAdd(1);
        Timer.seconds(0, 0);
        Warnings.load();
    }

    static final int DEFAULT_MAX_SERIES = 2000;
    static final String OVERFLOW_VALUE = "__overflow__";

    /** Makes the children of one metric type. */
    interface Maker<C> {
        C make(LabelNames names, String[] values);

        /** Makes the series in which label sets over the bound land. */
        default C makeOverflow(LabelNames names, String[] values) {
            return make(names, values);
        }

        /** Returns how often an overflow series was recorded to. */
        long recordings(C overflow);

        /** Returns where the exemplars of all children come from, or null where the type has none. */
        default @Nullable ExemplarSource exemplars() {
            return null;
        }
    }

    /**
     * Where label sets over the bound land.
     *
     * @param past the recordings to such series that were removed
     * @param series the present one; null if there is none
     */
    private record Overflow<C>(long past, @Nullable C series) {}

    private final FamilyLabels rules;
    private final Maker<C> maker;

    /** A monitor, which the JVM leaves by itself where the stack overflows; a call to unlock would fail there, too. */
    private final Object lock = new Object();

    /* Written under the lock, read without. */
    private volatile SeriesTable<C> table;
    private volatile @Nullable C unlabelled;
    private volatile Overflow<C> overflow = new Overflow<>(0, null);
    private volatile int maxSeries;
    private volatile int size;
    private volatile boolean warned;

    /* All below is guarded by the lock. */
    private StringPool valuePool = new StringPool();
    private boolean boundIsSet;
    private int removals;

    /** Creates the family; a bound of 0 is that of its registry. */
    Family(MetricDefinition definition, int ownMaxSeries, Maker<C> maker) {
        this.rules = new FamilyLabels(definition);
        this.maker = maker;
        this.boundIsSet = ownMaxSeries > 0;
        this.maxSeries = boundIsSet ? ownMaxSeries : DEFAULT_MAX_SERIES;
        this.table = emptyTable();
    }

    FamilyLabels rules() {
        return rules;
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
        if (!rules.allowsNone()) {
            throw rules.notDeclared("none");
        }
        return create(Labels.empty());
    }

    /** Finds or creates the series of the given labels. */
    C labels(Labels labels) {
        C series = table.find(required(labels));
        return series != null ? series : create(labels);
    }

    /** Returns an existing series, or null. */
    @Nullable C existing(Labels labels) {
        SeriesTable<C> present = table;
        C zero = required(labels).isEmpty() ? present.untouched() : null;
        return zero != null ? zero : present.find(labels);
    }

    private Labels required(@Nullable Labels labels) {
        if (labels == null) {
            throw new NullPointerException(rules.definition().descriptor() + ": labels must not be null");
        }
        return labels;
    }

    private C create(Labels labels) {
        // Without the lock: a client that makes up label sets would have all threads wait for it.
        C over = overflow.series();
        if (over != null && warned && isFull() && (rules.declaresAll(labels) || table.hasUsualNames(labels))) {
            C present = table.find(labels);
            return present != null ? present : over;
        }
        boolean warn;
        int bound;
        C series;
        synchronized (lock) {
            C present = table.find(labels);
            if (present != null) {
                return present;
            }
            LabelNames shape = rules.shapeOf(labels);
            bound = maxSeries;
            boolean full = isFull();
            series = full || isOverflow(shape, labels) ? overflow(shape) : createWithin(shape, labels);
            warn = full && !warned;
            warned = warned || full;
        }
        if (warn) {
            Warnings.overflow(rules.definition().descriptor(), bound, () -> LabelVariety.most(this));
        }
        return series;
    }

    private boolean isFull() {
        return size >= maxSeries;
    }

    private C createWithin(LabelNames shape, Labels labels) {
        takeIn(() -> rules.remember(shape));
        C zero = labels.isEmpty() ? table.untouched() : null;
        C series = zero != null ? zero : maker.make(shape, rules.values(shape, labels, valuePool));
        add(series);
        size = size + 1;
        return series;
    }

    private void add(C series) {
        SeriesTable<C> room = table.hasRoom() ? table : table.copy(series.labelNames());
        boolean hasLabels = series.labelNames().size() > rules.constCount();
        // The last call, which may overflow the stack; the assignments behind it cannot.
        room.add(series);
        table = room;
        if (!hasLabels) {
            unlabelled = series;
        }
    }

    private boolean isOverflow(LabelNames shape, Labels labels) {
        for (int i = rules.constCount(); i < shape.size(); i++) {
            if (!OVERFLOW_VALUE.equals(labels.get(shape.get(i)))) {
                return false;
            }
        }
        return shape.size() > rules.constCount();
    }

    private C overflow(LabelNames shape) {
        C series = overflow.series();
        if (series == null) {
            LabelNames keys = shape.size() > rules.constCount() ? shape : rules.anyLabelledShape();
            takeIn(() -> rules.remember(keys));
            String[] marks = rules.values(keys, Labels.empty(), valuePool);
            Arrays.fill(marks, rules.constCount(), marks.length, OVERFLOW_VALUE);
            series = maker.makeOverflow(keys, marks);
            // Made before the series is shown: without it, the next label set over the bound would make another one.
            Overflow<C> present = new Overflow<>(overflow.past(), series);
            add(series);
            overflow = present;
        }
        return series;
    }

    boolean remove(Labels labels) {
        required(labels);
        synchronized (lock) {
            C series = table.find(labels);
            if (series == null) {
                return false;
            }
            if (series == unlabelled) {
                // Before anyone sees that the series is gone: what they then record must not go to it.
                unlabelled = null;
            }
            if (series == overflow.series()) {
                Overflow<C> without = new Overflow<>(overflowRecordings(), null);
                table.remove(series);
                overflow = without;
            } else {
                table.remove(series);
                size = size - 1;
            }
            forgetWhatNoSeriesHas();
            return true;
        }
    }

    /** Once in as many removals as there are series, so that a removal costs no more on average. */
    private void forgetWhatNoSeriesHas() {
        if (++removals > size) {
            forgetRemovedSeries();
        }
    }

    private void forgetRemovedSeries() {
        removals = 0;
        table = table.withoutHoles();
        valuePool = new StringPool();
        rules.forgetShapes();
        forEach(series -> {
            LabelNames shape = series.labelNames();
            rules.keep(shape);
            for (int i = 0; i < shape.size(); i++) {
                valuePool.intern(series.labelValue(i));
            }
        });
    }

    /** Takes label names in; where they are refused, once more without the names that only removed series had. */
    private void takeIn(Runnable taking) {
        try {
            taking.run();
        } catch (IllegalArgumentException e) {
            if (removals == 0) {
                throw e;
            }
            forgetRemovedSeries();
            taking.run();
        }
    }

    void clear() {
        synchronized (lock) {
            Overflow<C> without = new Overflow<>(overflowRecordings(), null);
            rules.forgetShapes();
            valuePool = new StringPool();
            SeriesTable<C> empty = emptyTable();
            unlabelled = null;
            overflow = without;
            size = 0;
            removals = 0;
            table = empty;
        }
    }

    private SeriesTable<C> emptyTable() {
        C untouched = null;
        if (rules.allowsNone()) {
            LabelNames shape = rules.shapeOf(Labels.empty());
            untouched = maker.make(shape, rules.values(shape, Labels.empty(), valuePool));
        }
        return SeriesTable.empty(rules.constCount(), untouched);
    }

    /** Walks over the series that exist now, oldest first. */
    void forEach(Consumer<? super C> action) {
        forEach((series, each) -> each.accept(series), action);
    }

    /** Does the same with an action that needs something else, so that no object is made for it. */
    <T> void forEach(BiConsumer<? super C, T> action, T argument) {
        table.forEach(action, argument);
    }

    /** Returns how many recordings went to a series of another label set. */
    long overflowRecordings() {
        Overflow<C> present = overflow;
        if (present.series() == null) {
            return present.past();
        }
        // Not while the series is removed: recordings after its last count would be shown, and then no more.
        synchronized (lock) {
            present = overflow;
            C series = present.series();
            return present.past() + (series == null ? 0 : maker.recordings(series));
        }
    }

    /** Takes over what a registry demands of its metrics; throws and changes nothing if this one cannot. */
    void join(RegistryRules registry) {
        synchronized (lock) {
            takeIn(() -> rules.join(registry));
            if (!boundIsSet) {
                maxSeries = registry.maxSeriesPerMetric();
                boundIsSet = true;
            }
            followTrace();
        }
    }

    /** Forgets what a registry demanded, apart from the bound. */
    void leave(RegistryRules registry) {
        synchronized (lock) {
            rules.leave(registry);
            followTrace();
        }
    }

    private void followTrace() {
        ExemplarSource exemplars = maker.exemplars();
        if (exemplars != null) {
            exemplars.follow(rules.currentTrace());
        }
    }
}
