package io.metricskit.benchmarks.report;

import java.util.Locale;

/** The spelling of measured numbers: as many digits as they are worth. */
final class Figures {

    private static final double MEGABYTE = 1e6;

    private Figures() {}

    static String of(Score score) {
        String value = number(score.value()) + " " + score.unit();
        return Double.isNaN(score.allocated()) ? value : value + ", " + bytes(score.allocated());
    }

    static String ratio(double ratio) {
        return ratio >= 100 ? number(ratio) : String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%.1f", ratio);
    }

    private static String number(double value) {
        if (value >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static String bytes(double bytes) {
        return bytes >= MEGABYTE
                ? number(bytes / MEGABYTE) + " MB"
                : String.format(Locale.ROOT, "%,d B", Math.round(bytes));
    }
}
