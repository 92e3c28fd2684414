package io.metricskit;

import io.metricskit.model.Quoted;
import io.metricskit.model.Series;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds the label to blame for a metric with too many series. */
final class LabelVariety {

    private LabelVariety() {}

    /** Returns the label with the most values, as a phrase. */
    static String most(Family<?> family) {
        int constLabels = family.rules().constCount();
        Map<String, Set<String>> valuesByName = new TreeMap<>();
        family.forEach(series -> addValues(series, constLabels, valuesByName));
        return valuesByName.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                .map(entry -> "label " + Quoted.of(entry.getKey()) + " has "
                        + entry.getValue().size() + " values")
                .orElse("none has labels");
    }

    private static void addValues(Series series, int constLabels, Map<String, Set<String>> valuesByName) {
        for (int i = constLabels; i < series.labelNames().size(); i++) {
            String value = series.labelValue(i);
            if (!value.equals(Family.OVERFLOW_VALUE)) {
                valuesByName
                        .computeIfAbsent(series.labelNames().get(i), name -> new HashSet<>())
                        .add(value);
            }
        }
    }
}
