package io.metricskit.exposition;

import io.metricskit.encoding.LabelSetHash;
import io.metricskit.model.Labels;
import io.metricskit.model.Series;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A series as a scraper gets to see it, with the constant labels of the exposition and names as they are escaped: two
 * that are equal are one series for the scraper. The order of labels does not matter.
 */
final class ShownSeries implements Comparable<ShownSeries> {
    /*
     * Comparable for hash tables alone: label values may be made up to have one hash code, and a table then looks for
     * them by their order.
     */

    private final Labels constLabels;
    private final EscapingScheme escaping;
    private final Series series;
    private final int hash;

    ShownSeries(Labels constLabels, EscapingScheme escaping, Series series) {
        this.constLabels = constLabels;
        this.escaping = escaping;
        this.series = series;
        int sum = 0;
        for (int i = 0; i < size(); i++) {
            sum += LabelSetHash.pair(name(i), value(i));
        }
        this.hash = LabelSetHash.spread(sum);
    }

    /** Returns the number of labels, those included that have no value. */
    private int size() {
        return series.labelNames().size() + constLabels.size();
    }

    private boolean isOwn(int index) {
        return index < series.labelNames().size();
    }

    private String name(int index) {
        int own = series.labelNames().size();
        return escaping.labelName(isOwn(index) ? series.labelNames().get(index) : constLabels.name(index - own));
    }

    /** Returns the value of a label; a constant one has none where the series has a label of its name. */
    private String value(int index) {
        if (isOwn(index)) {
            return series.labelValue(index);
        }
        int constant = index - series.labelNames().size();
        return ownIndex(name(index)) < 0 ? constLabels.value(constant) : "";
    }

    private int ownIndex(String name) {
        for (int i = 0; isOwn(i); i++) {
            if (name(i).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private String value(String name) {
        for (int i = 0; i < size(); i++) {
            if (name(i).equals(name)) {
                return value(i);
            }
        }
        return "";
    }

    private SortedMap<String, String> labels() {
        SortedMap<String, String> labels = new TreeMap<>();
        for (int i = 0; i < size(); i++) {
            if (!value(i).isEmpty()) {
                labels.put(name(i), value(i));
            }
        }
        return labels;
    }

    @Override
    public int compareTo(ShownSeries other) {
        return labels().toString().compareTo(other.labels().toString());
    }

    private boolean hasAllOf(ShownSeries other) {
        for (int i = 0; i < other.size(); i++) {
            String value = other.value(i);
            if (!value.isEmpty() && !value.equals(value(other.name(i)))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ShownSeries that && hash == that.hash && hasAllOf(that) && that.hasAllOf(this);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
