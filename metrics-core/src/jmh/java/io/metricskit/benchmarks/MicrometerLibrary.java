package io.metricskit.benchmarks;

import io.metricskit.Buckets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.DoubleSupplier;

/** Micrometer with its Prometheus registry, by its fastest look-up: a provider that is held. */
final class MicrometerLibrary implements Library {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Override
    public Recorder counter(int series) {
        MeterProvider<Counter> counter =
                Counter.builder("requests").description("Requests.").withRegistry(registry);
        return (method, status, path, value) -> counter.withTags("method", method, "status", status, "path", path)
                .increment(value);
    }

    @Override
    public Recorder gauge(int series) {
        return (method, status, path, value) -> Gauge.builder("level", () -> value)
                .description("Level.")
                .tags("method", method, "status", status, "path", path)
                .register(registry);
    }

    @Override
    public Recorder histogram(int series) {
        MeterProvider<DistributionSummary> histogram = DistributionSummary.builder("latency_seconds")
                .description("Latency.")
                .serviceLevelObjectives(Buckets.defaults())
                .withRegistry(registry);
        return (method, status, path, value) -> histogram
                .withTags("method", method, "status", status, "path", path)
                .record(value);
    }

    @Override
    public Recorder summary(int series) {
        MeterProvider<DistributionSummary> summary = DistributionSummary.builder("access_seconds")
                .description("Access.")
                .publishPercentiles(0.5, 0.9, 0.99)
                .withRegistry(registry);
        return (method, status, path, value) -> summary.withTags("method", method, "status", status, "path", path)
                .record(value);
    }

    @Override
    public void counterAlone(String name) {
        Counter.builder(name).description("Alone.").register(registry).increment();
    }

    @Override
    public void callback(String name, DoubleSupplier value) {
        Gauge.builder(name, value::getAsDouble).description("Asked.").register(registry);
    }

    @Override
    public void scrape(Format format, OutputStream out) throws IOException {
        registry.scrape(out, format.contentType());
    }
}
