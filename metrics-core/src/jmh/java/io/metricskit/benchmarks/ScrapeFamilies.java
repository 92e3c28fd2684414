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

/** Scraping many families of one series, into a stream that takes everything and keeps nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ScrapeFamilies {

    @Param({"metricskit", "clientJava", "micrometer"})
    String library;

    @Param
    FamilyKind kind;

    @Param("1000")
    int families;

    private Library scraped;

    @Setup
    public void fill() {
        scraped = Library.named(library);
        for (int i = 0; i < families; i++) {
            kind.add(scraped, i);
        }
    }

    @Benchmark
    public void scrape() throws IOException {
        scraped.scrape(Format.TEXT, OutputStream.nullOutputStream());
    }
}
