package io.metricskit.benchmarks;

import io.metricskit.Counter;
import io.metricskit.Registry;
import io.metricskit.model.Labels;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counting with a look-up by two label values. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CounterByTwoLabels {

    private final Counter ours = Counter.builder("requests_total")
            .help("Requests.")
            .labelNames("method", "status")
            .register(new Registry());

    private final Labels[] labels = new Labels[Requests.COMBINATIONS];

    private final io.prometheus.metrics.core.metrics.Counter theirs =
            io.prometheus.metrics.core.metrics.Counter.builder()
                    .name("requests_total")
                    .labelNames("method", "status")
                    .build();

    private final MeterProvider<io.micrometer.core.instrument.Counter> micrometers =
            io.micrometer.core.instrument.Counter.builder("requests")
                    .withRegistry(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));

    private final LimitTable<LongAdder> table = new LimitTable<>(LongAdder::new);

    /** Makes the labels of every combination. */
    public CounterByTwoLabels() {
        for (int i = 0; i < labels.length; i++) {
            labels[i] = Labels.of("method", Requests.method(i), "status", Requests.status(i));
        }
    }

    @Benchmark
    public void metricskit(Requests requests) {
        int i = requests.next();
        ours.labelValues(Requests.method(i), Requests.status(i)).inc();
    }

    @Benchmark
    public void metricskitByPairs(Requests requests) {
        int i = requests.next();
        ours.labels("method", Requests.method(i), "status", Requests.status(i)).inc();
    }

    @Benchmark
    public void metricskitByReadyLabels(Requests requests) {
        ours.inc(labels[requests.next()]);
    }

    @Benchmark
    public void limit(Requests requests) {
        int i = requests.next();
        table.get(Requests.method(i), Requests.status(i)).increment();
    }

    @Benchmark
    public void clientJava(Requests requests) {
        int i = requests.next();
        theirs.labelValues(Requests.method(i), Requests.status(i)).inc();
    }

    @Benchmark
    public void micrometer(Requests requests) {
        int i = requests.next();
        micrometers
                .withTags("method", Requests.method(i), "status", Requests.status(i))
                .increment();
    }
}
