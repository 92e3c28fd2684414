package io.metricskit.benchmarks;

import io.metricskit.Quantile;
import io.metricskit.Registry;
import io.metricskit.Summary;
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

/** Observing with a summary of three quantiles, whose child is held. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SummaryHeld {

    private final Summary.Child ours = Summary.builder("access_seconds")
            .help("Access.")
            .labelNames("path")
            .quantiles(Quantile.of(0.5, 0.05), Quantile.of(0.9, 0.01), Quantile.of(0.99, 0.001))
            .register(new Registry())
            .labelValues("/");

    private final DistributionDataPoint theirs = io.prometheus.metrics.core.metrics.Summary.builder()
            .name("access_seconds")
            .labelNames("path")
            .quantile(0.5, 0.05)
            .quantile(0.9, 0.01)
            .quantile(0.99, 0.001)
            .build()
            .labelValues("/");

    private final DistributionSummary micrometers = DistributionSummary.builder("access_seconds")
            .tags("path", "/")
            .publishPercentiles(0.5, 0.9, 0.99)
            .register(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));

    private final LimitSketch sketch = new LimitSketch();

    @Benchmark
    public void metricskit(Observations values) {
        ours.observe(values.next());
    }

    @Benchmark
    public void limit(Observations values) {
        sketch.observe(values.next());
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
