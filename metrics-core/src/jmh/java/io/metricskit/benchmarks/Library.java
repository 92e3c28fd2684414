package io.metricskit.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.DoubleSupplier;
import java.util.zip.GZIPOutputStream;

/**
 * One library with an empty registry of its own: what scrapes and memory are measured on. The metrics have the labels
 * {@code method}, {@code status} and {@code path}.
 */
interface Library {

    /** Returns a new one by the name of its benchmark methods. */
    static Library named(String name) {
        return switch (name) {
            case "metricskit" -> new MetricskitLibrary();
            case "limit" -> new LimitLibrary();
            case "clientJava" -> new ClientJavaLibrary();
            case "micrometer" -> new MicrometerLibrary();
            default ->
                throw new IllegalArgumentException("expected metricskit, limit, clientJava or micrometer, got " + name);
        };
    }

    /** Registers a counter of up to that many series. */
    Recorder counter(int series);

    /** Registers a gauge of up to that many series, each of which is set once. */
    Recorder gauge(int series);

    /** Registers a histogram of up to that many series, with the eleven default buckets. */
    Recorder histogram(int series);

    /** Registers a summary of up to that many series, with three quantiles. */
    Recorder summary(int series);

    /** Registers a counter without labels, and counts once. */
    void counterAlone(String name);

    /** Registers a gauge without labels whose value is asked for at each scrape. */
    void callback(String name, DoubleSupplier value);

    /** Writes everything in a format, as an exporter does. */
    void scrape(Format format, OutputStream out) throws IOException;

    /** Writes everything as text, compressed as an exporter of this library compresses it. */
    default void scrapeGzip(OutputStream out) throws IOException {
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            scrape(Format.TEXT, gzip);
        }
    }
}
