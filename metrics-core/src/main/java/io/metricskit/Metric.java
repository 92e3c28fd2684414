package io.metricskit;

import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.SampleSink;
import io.metricskit.model.Series;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A family of series that an application records to: what {@link Counter}, {@link Gauge}, {@link Summary} and
 * {@link Histogram} have in common.
 *
 * <p>A series is found by its labels, or made at its first use. Where speed matters, keep the child that
 * {@code labels(..)} returns; it is good for as long as the series is not removed.
 *
 * <pre>{@code
 * Counter.Child uploads = counter.labels("type", "png");
 * uploads.inc();
 * }</pre>
 *
 * <p>A metric with declared label names takes those and no others; one without takes any label set, also different
 * names under one metric. At most {@code maxSeries} label sets become series of their own; what is recorded to others
 * lands in one more series, whose label values are all {@code __overflow__}, so that totals stay exact; of values that
 * are set, that series shows the last.
 *
 * <p>All methods are safe for use by many threads, and those that find an existing series by up to four pairs, by up to
 * four values or by {@link Labels} neither lock nor allocate, unless a value has to be normalised, or is empty and its
 * name not declared. They throw {@link IllegalArgumentException} for labels that the metric does not take,
 * {@link IllegalStateException} for values without declared names, and {@link NullPointerException} for a null name or
 * value.
 *
 * @param <C> the type of the children
 */
public abstract sealed class Metric<C extends Series> implements Collector permits Counter, Gauge, Summary, Histogram {

    final Family<C> family;

    Metric(Family<C> family) {
        this.family = family;
    }

    @Override
    public final Descriptor descriptor() {
        return family.rules().definition().descriptor();
    }

    /** Writes all series to the sink, each one consistent in itself. */
    @Override
    public final void collect(SampleSink sink) {
        family.forEach(writer(), sink);
    }

    /** Does what {@link Registration#collectZeros} says. */
    final void collectZeros(SampleSink sink) {
        family.forEach(zeroWriter(), sink);
    }

    /** Returns what writes one series after the other to a sink; it may keep scratch space for one collection. */
    abstract BiConsumer<C, SampleSink> writer();

    /** Returns the same for {@link #collectZeros}. */
    BiConsumer<C, SampleSink> zeroWriter() {
        return (series, sink) -> sink.sample(series, 0);
    }

    /** Returns how many observations were left out because they were NaN. */
    long droppedObservations() {
        return 0;
    }

    /** Returns everything that two definitions of one metric must agree on. */
    final MetricDefinition definition() {
        return family.rules().definition();
    }

    /**
     * Returns the series with one label.
     *
     * @param name the label's name
     * @param value its value
     */
    public final C labels(String name, String value) {
        C series = family.table().find(name, value);
        return series != null ? series : family.labels(family.rules().ofPairs(name, value));
    }

    /**
     * Returns the series with two labels, given in any order.
     *
     * @param name1 a name
     * @param value1 its value
     * @param name2 a name
     * @param value2 its value
     */
    public final C labels(String name1, String value1, String name2, String value2) {
        C series = family.table().find(name1, value1, name2, value2);
        return series != null ? series : family.labels(family.rules().ofPairs(name1, value1, name2, value2));
    }

    /**
     * Returns the series with three labels, given in any order.
     *
     * @param name1 a name
     * @param value1 its value
     * @param name2 a name
     * @param value2 its value
     * @param name3 a name
     * @param value3 its value
     */
    public final C labels(String name1, String value1, String name2, String value2, String name3, String value3) {
        C series = family.table().find(name1, value1, name2, value2, name3, value3);
        return series != null
                ? series
                : family.labels(family.rules().ofPairs(name1, value1, name2, value2, name3, value3));
    }

    /**
     * Returns the series with four labels, given in any order.
     *
     * @param name1 a name
     * @param value1 its value
     * @param name2 a name
     * @param value2 its value
     * @param name3 a name
     * @param value3 its value
     * @param name4 a name
     * @param value4 its value
     */
    public final C labels(
            String name1,
            String value1,
            String name2,
            String value2,
            String name3,
            String value3,
            String name4,
            String value4) {
        C series = family.table().find(name1, value1, name2, value2, name3, value3, name4, value4);
        return series != null
                ? series
                : family.labels(family.rules().ofPairs(name1, value1, name2, value2, name3, value3, name4, value4));
    }

    /**
     * Returns the series with the given labels. A declared name that is not among them has no value, which is the same
     * as an empty one.
     *
     * @param labels the labels
     */
    public final C labels(Labels labels) {
        return family.labels(labels);
    }

    /**
     * Returns the series of the one declared name with this value.
     *
     * @param value the value
     */
    public final C labelValues(String value) {
        C series = family.rules().declares(1) ? family.table().findValues(value) : null;
        return series != null ? series : family.labels(family.rules().ofValues(value));
    }

    /**
     * Returns the series of the two declared names with these values.
     *
     * @param value1 the value of the first declared name
     * @param value2 the value of the second
     */
    public final C labelValues(String value1, String value2) {
        C series = family.rules().declares(2) ? family.table().findValues(value1, value2) : null;
        return series != null ? series : family.labels(family.rules().ofValues(value1, value2));
    }

    /**
     * Returns the series of the three declared names with these values.
     *
     * @param value1 the value of the first declared name
     * @param value2 the value of the second
     * @param value3 the value of the third
     */
    public final C labelValues(String value1, String value2, String value3) {
        C series = family.rules().declares(3) ? family.table().findValues(value1, value2, value3) : null;
        return series != null ? series : family.labels(family.rules().ofValues(value1, value2, value3));
    }

    /**
     * Returns the series of the four declared names with these values.
     *
     * @param value1 the value of the first declared name
     * @param value2 the value of the second
     * @param value3 the value of the third
     * @param value4 the value of the fourth
     */
    public final C labelValues(String value1, String value2, String value3, String value4) {
        C series = family.rules().declares(4) ? family.table().findValues(value1, value2, value3, value4) : null;
        return series != null ? series : family.labels(family.rules().ofValues(value1, value2, value3, value4));
    }

    /**
     * Returns the series of the declared names with these values.
     *
     * @param values one value for each declared name, in the order of declaration
     */
    public final C labelValues(String... values) {
        boolean declared = values != null && family.rules().declares(values.length);
        C series = declared ? family.table().findValues(values) : null;
        return series != null ? series : family.labels(family.rules().ofValues(values));
    }

    /**
     * Removes a series. Its child can still be called, without effect; a series that is made again with the
     * same labels starts at 0.
     *
     * @param labels the series' labels
     * @return whether there was such a series
     */
    public final boolean remove(Labels labels) {
        return family.remove(labels);
    }

    /**
     * Removes all series, as {@link #remove} does. A metric without declared names then shows its series without labels
     * at 0 again.
     */
    public final void clear() {
        family.clear();
    }

    /** Returns the series without labels, for recordings that give none. */
    final C unlabelled() {
        return family.unlabelled();
    }

    final C existing(Labels labels) {
        @Nullable C series = family.existing(labels);
        if (series == null) {
            throw new NoSuchElementException(descriptor() + " has no series " + labels);
        }
        return series;
    }

    /** Returns the metric's definition, such as {@code counter 'orders_total'}. */
    @Override
    public final String toString() {
        return descriptor().toString();
    }
}
