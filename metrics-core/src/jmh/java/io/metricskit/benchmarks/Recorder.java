package io.metricskit.benchmarks;

/** Records a value with the series of three label values, after a look-up. */
@FunctionalInterface
interface Recorder {

    void record(String method, String status, String path, double value);
}
