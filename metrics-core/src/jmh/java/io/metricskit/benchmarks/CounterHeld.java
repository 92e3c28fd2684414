package io.metricskit.benchmarks;

import io.metricskit.Counter;
import io.metricskit.Registry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counting on a child that is held. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CounterHeld {

    private final Counter.Child ours = Counter.builder("requests_total")
            .help("Requests.")
            .labelNames("method", "status")
            .register(new Registry())
            .labelValues("GET", "200");

    private final CounterDataPoint theirs = io.prometheus.metrics.core.metrics.Counter.builder()
            .name("requests_total")
            .labelNames("method", "status")
            .build()
            .labelValues("GET", "200");

    private final io.micrometer.core.instrument.Counter micrometers =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT).counter("requests", "method", "GET", "status", "200");

    private final LongAdder adder = new LongAdder();

    @Benchmark
    public void metricskit() {
        ours.inc();
    }

    @Benchmark
    public void limit() {
        adder.increment();
    }

    @Benchmark
    public void clientJava() {
        theirs.inc();
    }

    @Benchmark
    public void micrometer() {
        micrometers.increment();
    }
}
