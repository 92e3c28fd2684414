package io.metricskit.benchmarks;

import io.metricskit.Gauge;
import io.metricskit.Registry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Setting a gauge whose child is held. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GaugeSet {

    private final Gauge.Child ours = Gauge.builder("queue_size")
            .help("Size of the queue.")
            .labelNames("queue")
            .register(new Registry())
            .labelValues("mail");

    private final GaugeDataPoint theirs = io.prometheus.metrics.core.metrics.Gauge.builder()
            .name("queue_size")
            .labelNames("queue")
            .build()
            .labelValues("mail");

    /** Micrometer's gauge asks an object of the application: what users set is such a number. */
    private final AtomicLong micrometers = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)
            .gauge("queue_size", io.micrometer.core.instrument.Tags.of("queue", "mail"), new AtomicLong());

    private final AtomicLong bits = new AtomicLong();

    @Benchmark
    public void metricskit(Observations values) {
        ours.set(values.next());
    }

    @Benchmark
    public void limit(Observations values) {
        bits.setRelease(Double.doubleToRawLongBits(values.next()));
    }

    @Benchmark
    public void clientJava(Observations values) {
        theirs.set(values.next());
    }

    @Benchmark
    public void micrometer(Observations values) {
        micrometers.set(Double.doubleToRawLongBits(values.next()));
    }
}
