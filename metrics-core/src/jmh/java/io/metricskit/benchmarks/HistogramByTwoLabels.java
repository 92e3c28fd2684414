package io.metricskit.benchmarks;

import io.metricskit.Buckets;
import io.metricskit.Histogram;
import io.metricskit.Registry;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Observing with a histogram of the eleven default buckets, after a look-up by two label values. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HistogramByTwoLabels {

    private final Histogram ours = Histogram.builder("latency_seconds")
            .help("Latency.")
            .labelNames("method", "status")
            .register(new Registry());

    private final io.prometheus.metrics.core.metrics.Histogram theirs =
            io.prometheus.metrics.core.metrics.Histogram.builder()
                    .name("latency_seconds")
                    .labelNames("method", "status")
                    .classicOnly()
                    .classicUpperBounds(Buckets.defaults())
                    .build();

    private final MeterProvider<DistributionSummary> micrometers = DistributionSummary.builder("latency_seconds")
            .serviceLevelObjectives(Buckets.defaults())
            .withRegistry(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));

    private final LimitTable<LimitHistogram> table = new LimitTable<>(() -> new LimitHistogram(4));

    @Benchmark
    public void metricskit(Requests requests, Observations values) {
        int i = requests.next();
        ours.labelValues(Requests.method(i), Requests.status(i)).observe(values.next());
    }

    @Benchmark
    public void limit(Requests requests, Observations values) {
        int i = requests.next();
        table.get(Requests.method(i), Requests.status(i)).observe(values.next());
    }

    @Benchmark
    public void clientJava(Requests requests, Observations values) {
        int i = requests.next();
        theirs.labelValues(Requests.method(i), Requests.status(i)).observe(values.next());
    }

    @Benchmark
    public void micrometer(Requests requests, Observations values) {
        int i = requests.next();
        micrometers
                .withTags("method", Requests.method(i), "status", Requests.status(i))
                .record(values.next());
    }
}
