package io.metricskit.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Scraping one metric of many series, into a stream that takes everything and keeps nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Scrape {

    @Param({"metricskit", "clientJava", "micrometer"})
    String library;

    @Param
    SeriesKind kind;

    @Param("10000")
    int series;

    @Param("TEXT")
    Format format;

    @Param("false")
    boolean gzip;

    private Library scraped;

    @Setup
    public void fill() {
        scraped = Library.named(library);
        kind.fill(scraped, SeriesKind.paths(series));
    }

    @Benchmark
    public void scrape() throws IOException {
        if (gzip) {
            scraped.scrapeGzip(OutputStream.nullOutputStream());
        } else {
            scraped.scrape(format, OutputStream.nullOutputStream());
        }
    }
}
