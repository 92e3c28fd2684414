package io.metricskit;

/** What a series of a summary held at one moment; filled anew for each series of a collection. */
final class SummarySnapshot {

    final double[] quantiles;
    long count;
    double sum;

    SummarySnapshot(int quantiles) {
        this.quantiles = new double[quantiles];
    }
}
