package io.metricskit.benchmarks;

import io.metricskit.Buckets;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusProtobufWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/** Prometheus client_java, with its default settings. */
final class ClientJavaLibrary implements Library {

    private static final String[] LABELS = {"method", "status", "path"};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Map<Format, ExpositionFormatWriter> writers = Map.of(
            Format.TEXT, PrometheusTextFormatWriter.create(),
            Format.OPENMETRICS, OpenMetricsTextFormatWriter.create(),
            Format.PROTOBUF, new PrometheusProtobufWriter());

    @Override
    public Recorder counter(int series) {
        Counter counter = Counter.builder()
                .name("requests_total")
                .help("Requests.")
                .labelNames(LABELS)
                .register(registry);
        return (method, status, path, value) ->
                counter.labelValues(method, status, path).inc(value);
    }

    @Override
    public Recorder gauge(int series) {
        Gauge gauge =
                Gauge.builder().name("level").help("Level.").labelNames(LABELS).register(registry);
        return (method, status, path, value) ->
                gauge.labelValues(method, status, path).set(value);
    }

    @Override
    public Recorder histogram(int series) {
        Histogram histogram = Histogram.builder()
                .name("latency_seconds")
                .help("Latency.")
                .labelNames(LABELS)
                .classicOnly()
                .classicUpperBounds(Buckets.defaults())
                .register(registry);
        return (method, status, path, value) ->
                histogram.labelValues(method, status, path).observe(value);
    }

    @Override
    public Recorder summary(int series) {
        Summary summary = Summary.builder()
                .name("access_seconds")
                .help("Access.")
                .labelNames(LABELS)
                .quantile(0.5, 0.05)
                .quantile(0.9, 0.01)
                .quantile(0.99, 0.001)
                .register(registry);
        return (method, status, path, value) ->
                summary.labelValues(method, status, path).observe(value);
    }

    @Override
    public void counterAlone(String name) {
        Counter.builder()
                .name(name + "_total")
                .help("Alone.")
                .register(registry)
                .inc();
    }

    @Override
    public void callback(String name, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help("Asked.")
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    @Override
    public void scrape(Format format, OutputStream out) throws IOException {
        Objects.requireNonNull(writers.get(format)).write(out, registry.scrape());
    }
}
