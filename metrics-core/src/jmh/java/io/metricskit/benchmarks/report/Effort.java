package io.metricskit.benchmarks.report;

/** How long to measure: numbers to publish, or a first impression. */
public enum Effort {
    /** Two processes for each benchmark, each with one and a half seconds of warm-up and five iterations of half a second. */
    FULL,

    /** One process with a third of a second in all: enough to see that everything runs, and a factor of two. */
    QUICK
}
