package io.metricskit;

import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.Series;

/** Whether a series has the labels that are looked for; a look-up by hash is not sure before. */
final class LabelMatch {

    private LabelMatch() {}

    static boolean hasSize(Series series, int labels) {
        return series.labelNames().size() == labels;
    }

    /**
     * Returns whether a series has a label.
     *
     * @param guess where it is likely to be, which is where the caller gave it, since callers tend to keep one order
     */
    static boolean has(Series series, int guess, String name, String value) {
        LabelNames names = series.labelNames();
        int index = guess;
        if (index >= names.size() || !same(names.get(index), name)) {
            index = names.indexOf(name);
        }
        return index >= 0 && same(series.labelValue(index), value);
    }

    static boolean hasValue(Series series, int index, String value) {
        return same(series.labelValue(index), value);
    }

    /**
     * Returns whether a series has all labels of a set, and no others but with an empty value.
     *
     * @param first how many constant labels, which are not part of the set, come before
     */
    static boolean hasAll(Series series, int first, Labels labels) {
        return series.hasInOrder(first, labels) || hasAllInAnyOrder(series, first, labels);
    }

    private static boolean hasAllInAnyOrder(Series series, int first, Labels labels) {
        for (int i = 0; i < labels.size(); i++) {
            if (!has(series, first + i, labels.name(i), labels.value(i))) {
                return false;
            }
        }
        return hasSize(series, first + labels.size()) || presentLabels(series, first) == labels.size();
    }

    private static int presentLabels(Series series, int first) {
        int present = 0;
        for (int i = first; i < series.labelNames().size(); i++) {
            present += series.labelValue(i).isEmpty() ? 0 : 1;
        }
        return present;
    }

    private static boolean same(String a, String b) {
        return a == b || a.equals(b);
    }
}
