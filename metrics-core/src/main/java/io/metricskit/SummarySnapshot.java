package io.metricskit;

/** A snapshot of one series of a summary; filled anew for each series of a collection. */
final class SummarySnapshot {

    final double[] quantiles;
    long count;
    double sum;

    SummarySnapshot(int quantiles) {
        this.quantiles = new double[quantiles];
    }
}
