package io.metricskit;

/** A snapshot of one series of a summary; filled anew for each series of a collection. */
final class SummarySnapshot {

    /** For how many series the clock is read once: a reading takes as long as the rest of a snapshot. */
    private static final int SERIES_PER_READING = 64;

    final double[] quantiles;
    long count;
    double sum;

    private long now;
    private int series;

    SummarySnapshot(int quantiles) {
        this.quantiles = new double[quantiles];
    }

    /** Returns the time for the next series' snapshot: a reading of the clock that up to 63 series before have used. */
    long now(NanoClock clock) {
        if (series++ % SERIES_PER_READING == 0) {
            now = clock.nanos();
        }
        return now;
    }
}
