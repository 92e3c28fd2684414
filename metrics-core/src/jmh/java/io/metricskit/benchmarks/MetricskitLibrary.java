package io.metricskit.benchmarks;

import io.metricskit.Counter;
import io.metricskit.Gauge;
import io.metricskit.Histogram;
import io.metricskit.Quantile;
import io.metricskit.Registry;
import io.metricskit.Summary;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ScrapeRequest;
import io.metricskit.exposition.ScrapeResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.function.DoubleSupplier;

/** Ours. */
final class MetricskitLibrary implements Library {

    private static final String[] LABELS = {"method", "status", "path"};
    private static final ScrapeRequest GZIP = ScrapeRequest.of("text/plain", "gzip", Set.of());

    private final Registry registry = new Registry();
    private final Exposition exposition = Exposition.of(registry);

    @Override
    public Recorder counter(int series) {
        Counter counter = Counter.builder("requests_total")
                .help("Requests.")
                .labelNames(LABELS)
                .maxSeries(series)
                .register(registry);
        return (method, status, path, value) ->
                counter.labelValues(method, status, path).add(value);
    }

    @Override
    public Recorder gauge(int series) {
        Gauge gauge = Gauge.builder("level")
                .help("Level.")
                .labelNames(LABELS)
                .maxSeries(series)
                .register(registry);
        return (method, status, path, value) ->
                gauge.labelValues(method, status, path).set(value);
    }

    @Override
    public Recorder histogram(int series) {
        Histogram histogram = Histogram.builder("latency_seconds")
                .help("Latency.")
                .labelNames(LABELS)
                .maxSeries(series)
                .register(registry);
        return (method, status, path, value) ->
                histogram.labelValues(method, status, path).observe(value);
    }

    @Override
    public Recorder summary(int series) {
        Summary summary = Summary.builder("access_seconds")
                .help("Access.")
                .labelNames(LABELS)
                .quantiles(Quantile.of(0.5, 0.05), Quantile.of(0.9, 0.01), Quantile.of(0.99, 0.001))
                .maxSeries(series)
                .register(registry);
        return (method, status, path, value) ->
                summary.labelValues(method, status, path).observe(value);
    }

    @Override
    public void counterAlone(String name) {
        Counter.builder(name + "_total").help("Alone.").register(registry).inc();
    }

    @Override
    public void callback(String name, DoubleSupplier value) {
        Gauge.builder(name).help("Asked.").callback(value).register(registry);
    }

    @Override
    public void scrape(Format format, OutputStream out) throws IOException {
        answer(ScrapeRequest.of(format.contentType(), null, Set.of()), out);
    }

    @Override
    public void scrapeGzip(OutputStream out) throws IOException {
        answer(GZIP, out);
    }

    private void answer(ScrapeRequest request, OutputStream out) throws IOException {
        try (ScrapeResponse response = exposition.scrape(request)) {
            response.writeTo(out);
        }
    }
}
