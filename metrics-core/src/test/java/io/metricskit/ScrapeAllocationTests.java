package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.model.Labels;
import io.metricskit.testkit.Allocation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The memory of a scrape does not depend on the number of series, and hardly on that of families: none of counters and gauges. */
final class ScrapeAllocationTests {

    private static final int SERIES = 1_000;

    private static final int SCRAPES = 20;

    /** What a compiler at work may cost or save; one smallest object a line would be {@code 16 * SERIES * SCRAPES}. */
    private static final long TOLERANCE = 512 * SCRAPES;

    @ParameterizedTest
    @EnumSource
    void ofCounters(ExpositionFormat format) {
        requireTheSameForTwiceAsMany(format, ScrapeAllocationTests::count);
    }

    @ParameterizedTest
    @EnumSource
    void ofGaugesWithManyDigits(ExpositionFormat format) {
        requireTheSameForTwiceAsMany(format, ScrapeAllocationTests::set);
    }

    @ParameterizedTest
    @EnumSource
    void ofHistograms(ExpositionFormat format) {
        requireTheSameForTwiceAsMany(format, ScrapeAllocationTests::observeInHistogram);
    }

    @ParameterizedTest
    @EnumSource
    void ofSummaries(ExpositionFormat format) {
        requireTheSameForTwiceAsMany(format, ScrapeAllocationTests::observeInSummary);
    }

    @ParameterizedTest
    @EnumSource
    void ofFamilies(ExpositionFormat format) {
        requireAFewBytesMoreForEachMore(
                0,
                format,
                (registry, i) -> registry.counter("c" + i + "_total", "C.").inc());
        requireAFewBytesMoreForEachMore(
                0, format, (registry, i) -> registry.gauge("g" + i, "G.").set(1));
    }

    @ParameterizedTest
    @EnumSource
    void ofCallbacks(ExpositionFormat format) {
        requireAFewBytesMoreForEachMore(
                64,
                format,
                (registry, i) ->
                        Gauge.builder("g" + i).help("G.").callback(() -> 0.3).register(registry));
    }

    private static void requireAFewBytesMoreForEachMore(
            int bytes, ExpositionFormat format, ObjIntConsumer<Registry> register) {
        long few = scrape(format, registryOf(SERIES, register));
        long more = scrape(format, registryOf(2 * SERIES, register));

        assertThat((more - few) / (SERIES * SCRAPES)).isLessThanOrEqualTo(bytes);
    }

    private static Registry registryOf(int families, ObjIntConsumer<Registry> register) {
        Registry registry = new Registry();
        for (int i = 0; i < families; i++) {
            register.accept(registry, i);
        }
        return registry;
    }

    private static void requireTheSameForTwiceAsMany(ExpositionFormat format, BiConsumer<Registry, Labels> record) {
        long few = scrape(format, record, SERIES);

        assertThat(scrape(format, record, 2 * SERIES)).isLessThanOrEqualTo(few + TOLERANCE);
    }

    private static void count(Registry registry, Labels labels) {
        registry.counter("c_total", "C.").add(labels, 123_456_789);
    }

    private static void set(Registry registry, Labels labels) {
        registry.gauge("g", "G.").set(labels, 1 / 3.0 + labels.hashCode());
    }

    private static void observeInHistogram(Registry registry, Labels labels) {
        registry.histogram("h", "H.").observe(labels, 0.3);
    }

    private static void observeInSummary(Registry registry, Labels labels) {
        registry.summary("s", "S.").observe(labels, 0.3);
    }

    private static long scrape(ExpositionFormat format, BiConsumer<Registry, Labels> record, int series) {
        Registry registry = Registry.builder().maxSeriesPerMetric(series).build();
        for (int i = 0; i < series; i++) {
            record.accept(registry, Labels.of("method", "GET", "status", "200", "path", "/orders/" + i));
        }
        return scrape(format, registry);
    }

    private static long scrape(ExpositionFormat format, Registry registry) {
        Exposition exposition = Exposition.of(registry);
        return Allocation.of(() -> {
            for (int i = 0; i < SCRAPES; i++) {
                write(exposition, format);
            }
        });
    }

    private static void write(Exposition exposition, ExpositionFormat format) {
        try {
            exposition.write(format, OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
