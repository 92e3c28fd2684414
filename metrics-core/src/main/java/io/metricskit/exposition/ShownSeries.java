package io.metricskit.exposition;

import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.Series;
import java.util.Arrays;
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

    /** Names and values in turn, sorted by name, without labels that have no value. */
    private final String[] pairs;

    ShownSeries(Labels constLabels, EscapingScheme escaping, Series series) {
        LabelNames names = escaping.shown(series.labelNames());
        Labels common = escaping.unshadowed(constLabels, names);
        String[] sorted = new String[2 * (names.size() + common.size())];
        int length = 0;
        for (int i = 0; i < names.size(); i++) {
            length = insert(sorted, length, names.get(i), series.labelValue(i));
        }
        for (int i = 0; i < common.size(); i++) {
            length = insert(sorted, length, escaping.labelName(common.name(i)), common.value(i));
        }
        this.pairs = length < sorted.length ? Arrays.copyOf(sorted, length) : sorted;
    }

    /** Inserts a label at its place among the others, unless it has no value, and returns where the last one ends. */
    private static int insert(String[] pairs, int length, String name, String value) {
        if (value.isEmpty()) {
            return length;
        }
        int at = length;
        while (at > 0 && pairs[at - 2].compareTo(name) > 0) {
            pairs[at] = pairs[at - 2];
            pairs[at + 1] = pairs[at - 1];
            at -= 2;
        }
        pairs[at] = name;
        pairs[at + 1] = value;
        return length + 2;
    }

    @Override
    public int compareTo(ShownSeries other) {
        return Arrays.compare(pairs, other.pairs);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ShownSeries that && Arrays.equals(pairs, that.pairs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pairs);
    }
}
