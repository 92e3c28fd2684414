package io.metricskit.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Observing with a histogram while another thread scrapes the registry, one scrape after another, or does not. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ObserveDuringScrape {

    @Param({"metricskit", "clientJava", "micrometer"})
    String library;

    @Param("100000")
    int series;

    @Param({"false", "true"})
    boolean scraping;

    private Library scraped;
    private Recorder histogram;
    private Thread scraper;
    private volatile boolean stopped;

    @Setup
    public void start() {
        scraped = Library.named(library);
        SeriesKind.COUNTER.fill(scraped, SeriesKind.paths(series));
        histogram = scraped.histogram(1);
        scraper = new Thread(this::scrape, "scraper");
        if (scraping) {
            scraper.start();
        }
    }

    private void scrape() {
        try {
            while (!stopped) {
                scraped.scrape(Format.TEXT, OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TearDown
    public void stop() throws InterruptedException {
        stopped = true;
        scraper.join();
    }

    @Benchmark
    public void observe(Observations values) {
        histogram.record("GET", "200", "/", values.next());
    }
}
