package io.metricskit.benchmarks;

import io.metricskit.Buckets;
import io.metricskit.Histogram;
import io.metricskit.Registry;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Observing with a histogram of the eleven default buckets, whose child is held. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HistogramHeld {

    private final Histogram.Child ours = Histogram.builder("latency_seconds")
            .help("Latency.")
            .labelNames("method", "status")
            .register(new Registry())
            .labelValues("GET", "200");

    private final DistributionDataPoint theirs = io.prometheus.metrics.core.metrics.Histogram.builder()
            .name("latency_seconds")
            .labelNames("method", "status")
            .classicOnly()
            .classicUpperBounds(Buckets.defaults())
            .build()
            .labelValues("GET", "200");

    private final DistributionSummary micrometers = DistributionSummary.builder("latency_seconds")
            .tags("method", "GET", "status", "200")
            .serviceLevelObjectives(Buckets.defaults())
            .register(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));

    private final LimitHistogram blocks = new LimitHistogram(4);

    @Benchmark
    public void metricskit(Observations values) {
        ours.observe(values.next());
    }

    @Benchmark
    public void limit(Observations values) {
        blocks.observe(values.next());
    }

    @Benchmark
    public void clientJava(Observations values) {
        theirs.observe(values.next());
    }

    @Benchmark
    public void micrometer(Observations values) {
        micrometers.record(values.next());
    }
}
