package io.metricskit.testkit;

import java.util.regex.Pattern;

/** The names of metrics and labels: those that every version of Prometheus knows, and those that stand in quotes. */
final class Names {
    private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private Names() {}

    static boolean isMetric(String name) {
        return METRIC.matcher(name).matches();
    }

    static boolean isLabel(String name) {
        return LABEL.matcher(name).matches();
    }

    /** The name of a metric that stands without quotes. */
    static String metric(String name, LineCursor cursor) {
        return legal(isMetric(name), "metric", name, cursor);
    }

    /** The name of a label that stands without quotes. */
    static String label(String name, LineCursor cursor) {
        return legal(isLabel(name), "label", name, cursor);
    }

    /** The name of a metric whose opening quote was read. */
    static String quotedMetric(LineCursor cursor) {
        String name = cursor.quoted("a quoted name");
        return inNeedOfQuotes(isMetric(name), "metric", name, cursor);
    }

    /** The name of a label whose opening quote was read. */
    static String quotedLabel(LineCursor cursor) {
        String name = cursor.quoted("a quoted name");
        return inNeedOfQuotes(isLabel(name), "label", name, cursor);
    }

    private static String legal(boolean isLegal, String kind, String name, LineCursor cursor) {
        if (!isLegal) {
            throw cursor.violation("illegal " + kind + " name " + name);
        }
        return name;
    }

    private static String inNeedOfQuotes(boolean isLegal, String kind, String name, LineCursor cursor) {
        if (isLegal || name.isEmpty()) {
            throw cursor.violation(kind + " name " + (isLegal ? name + " needs no quotes" : "must not be empty"));
        }
        return name;
    }
}
