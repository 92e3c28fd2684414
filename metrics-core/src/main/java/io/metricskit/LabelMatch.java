package io.metricskit;

import io.metricskit.model.LabelNames;
import io.metricskit.model.Labels;
import io.metricskit.model.Series;

/** Compares a series with the labels that are looked for; that hashes are equal is not enough. */
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

    /** Returns whether a series has, from an index on, all labels of a set, and no others but with an empty value. */
    static boolean hasAll(Series series, int first, Labels labels) {
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

    /** Returns the indexes of the names from {@code first} on, in the order in which {@link Labels} has them. */
    static int[] indexesByName(LabelNames names, int first) {
        int[] indexes = new int[Math.max(0, names.size() - first)];
        for (int i = first; i < names.size(); i++) {
            int rank = 0;
            for (int j = first; j < names.size(); j++) {
                rank += names.get(j).compareTo(names.get(i)) < 0 ? 1 : 0;
            }
            indexes[rank] = i;
        }
        return indexes;
    }

    /** Returns whether a series has the values of a set, at these indexes in the order of the set. */
    static boolean hasValues(Series series, int[] byName, Labels labels) {
        // Few labels without a loop, which takes twice as long.
        return switch (byName.length) {
            case 1 -> hasValue(series, byName, labels, 0);
            case 2 -> hasValue(series, byName, labels, 0) && hasValue(series, byName, labels, 1);
            case 3 ->
                hasValue(series, byName, labels, 0)
                        && hasValue(series, byName, labels, 1)
                        && hasValue(series, byName, labels, 2);
            case 4 ->
                hasValue(series, byName, labels, 0)
                        && hasValue(series, byName, labels, 1)
                        && hasValue(series, byName, labels, 2)
                        && hasValue(series, byName, labels, 3);
            default -> hasAllValues(series, byName, labels);
        };
    }

    private static boolean hasAllValues(Series series, int[] byName, Labels labels) {
        for (int i = 0; i < byName.length; i++) {
            if (!hasValue(series, byName, labels, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasValue(Series series, int[] byName, Labels labels, int index) {
        return same(series.labelValue(byName[index]), labels.value(index));
    }

    static boolean same(String a, String b) {
        return a == b || a.equals(b);
    }
}
