package io.metricskit.benchmarks;

import io.metricskit.benchmarks.report.BenchmarkRun;
import io.metricskit.benchmarks.report.Case;
import io.metricskit.benchmarks.report.Contender;
import io.metricskit.benchmarks.report.Effort;
import io.metricskit.benchmarks.report.Group;
import io.metricskit.benchmarks.report.JmhCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The benchmarks of the core, and the program that runs them all and writes the report. */
final class CoreBenchmarks {

    private static final Contender METRICSKIT = new Contender("metricskit", "metricskit");
    private static final Contender LIMIT = new Contender("limit", "limit");
    private static final Contender CLIENT_JAVA = new Contender("clientJava", "client_java");
    private static final Contender MICROMETER = new Contender("micrometer", "Micrometer");
    private static final Contender DOUBLE_TO_STRING = new Contender("doubleToString", "Double.toString");

    private static final List<Contender> ALL = List.of(METRICSKIT, LIMIT, CLIENT_JAVA, MICROMETER);
    private static final List<Contender> LIBRARIES = List.of(METRICSKIT, CLIENT_JAVA, MICROMETER);

    private static final String[] LIBRARY_NAMES = {"metricskit", "clientJava", "micrometer"};
    private static final String[] WITH_LIMIT = {"metricskit", "limit", "clientJava", "micrometer"};

    private CoreBenchmarks() {}

    public static void main(String[] arguments) throws Exception {
        BenchmarkRun run = new BenchmarkRun(arguments, System.out);
        Effort effort = run.effort();
        run.run("metrics-core", List.of(recording(effort), numbers(), scraping(effort), latency(effort), memory()));
    }

    private static Group recording(Effort effort) {
        List<Case> cases = new ArrayList<>();
        for (JmhCase alone : List.of(
                JmhCase.of("counter inc, child held", CounterHeld.class),
                JmhCase.of("gauge set, child held", GaugeSet.class),
                JmhCase.of("histogram observe, 11 buckets, child held", HistogramHeld.class),
                JmhCase.of("summary observe, 3 quantiles, child held", SummaryHeld.class),
                JmhCase.of("counter inc by 2 label values", CounterByTwoLabels.class),
                JmhCase.of("histogram observe by 2 label values", HistogramByTwoLabels.class))) {
            cases.add(alone);
            if (effort == Effort.FULL) {
                cases.add(alone.threads(2));
            }
        }
        return new Group("Recording", """
                Time and bytes allocated of one call. The limit does only the work itself: a `LongAdder`, a probe of a \
                flat table, a release store, a block of counts that is entered with one compare-and-set; for the \
                summary, a sketch without window or rank guarantee.""", ALL, cases);
    }

    private static Group numbers() {
        return new Group(
                "Numbers",
                "Time and bytes allocated to spell one number; ours as bytes, ready to be sent.",
                List.of(METRICSKIT, DOUBLE_TO_STRING),
                List.of(
                        JmhCase.of("whole, below a million", NumberSpelling.class)
                                .with("digits", "WHOLE"),
                        JmhCase.of("three decimals", NumberSpelling.class).with("digits", "SHORT"),
                        JmhCase.of("15 to 17 digits", NumberSpelling.class).with("digits", "LONG")));
    }

    private static Group scraping(Effort effort) {
        List<Case> cases = new ArrayList<>();
        cases.add(scrape("10,000 counters", SeriesKind.COUNTER, 10_000).with("library", WITH_LIMIT));
        if (effort == Effort.FULL) {
            cases.add(scrape("100,000 counters", SeriesKind.COUNTER, 100_000).with("library", WITH_LIMIT));
            cases.add(
                    scrape("1,000,000 counters", SeriesKind.COUNTER, 1_000_000).with("library", WITH_LIMIT));
            cases.add(scrape("10,000 gauges of 15 to 17 digits", SeriesKind.GAUGE, 10_000));
        }
        cases.add(scrape("10,000 histograms of 14 lines", SeriesKind.HISTOGRAM, 10_000)
                .with("library", WITH_LIMIT));
        cases.add(scrape("1,000 summaries of 5 lines", SeriesKind.SUMMARY, 1_000));
        cases.add(scrapeAlone("1,000 families of one counter", FamilyKind.COUNTER));
        cases.add(scrapeAlone("1,000 families of one callback", FamilyKind.CALLBACK));
        cases.add(
                scrape("10,000 counters, protobuf", SeriesKind.COUNTER, 10_000).with("format", "PROTOBUF"));
        if (effort == Effort.FULL) {
            cases.add(scrape("10,000 counters, OpenMetrics", SeriesKind.COUNTER, 10_000)
                    .with("format", "OPENMETRICS"));
            cases.add(scrape("10,000 histograms, OpenMetrics", SeriesKind.HISTOGRAM, 10_000)
                    .with("format", "OPENMETRICS"));
            cases.add(scrape("10,000 histograms, protobuf", SeriesKind.HISTOGRAM, 10_000)
                    .with("format", "PROTOBUF"));
            cases.add(
                    scrape("10,000 counters, gzip", SeriesKind.COUNTER, 10_000).with("gzip", "true"));
        }
        return new Group("Scraping", """
                Time and bytes allocated to write one page, as text 0.0.4 where no other format is named; three \
                labels a series, and none where a family is one series. The limit copies ready bytes and spells whole \
                numbers. gzip: ours at level 1, the rivals by `GZIPOutputStream`, which is level 6 and about 20 % smaller, \
                as their exporters do it.""", ALL, cases);
    }

    private static JmhCase scrape(String title, SeriesKind kind, int series) {
        return JmhCase.of(title, Scrape.class)
                .with("kind", kind.name())
                .with("series", Integer.toString(series))
                .with("gzip", "false");
    }

    private static JmhCase scrapeAlone(String title, FamilyKind kind) {
        return JmhCase.of(title, ScrapeFamilies.class).with("kind", kind.name());
    }

    private static Group latency(Effort effort) {
        int series = effort == Effort.FULL ? 100_000 : 10_000;
        return new Group(
                "Observing during a scrape",
                String.format(
                        Locale.ROOT,
                        "Percentile 99.9 of the time of one histogram observation by 3 label values, alone and while"
                                + " another thread scrapes %,d counters again and again.",
                        series),
                LIBRARIES,
                List.of(observe("without a scrape", series, false), observe("during a scrape", series, true)));
    }

    private static JmhCase observe(String title, int series, boolean scraping) {
        return JmhCase.of(title, ObserveDuringScrape.class)
                .with("series", Integer.toString(series))
                .with("scraping", Boolean.toString(scraping));
    }

    private static Group memory() {
        return new Group(
                "Memory",
                """
                Bytes of heap that one series retains after it was recorded into and scraped; three labels, whose \
                strings are shared and not counted. The limit: a slot of a table, a cell, and the bytes of the \
                labels. Where a family is one series, it has no labels, and what belongs to the family is counted.""",
                ALL,
                List.of(
                        MemoryCase.ofSeries("counter", SeriesKind.COUNTER, 50_000, WITH_LIMIT),
                        MemoryCase.ofSeries("histogram, 11 buckets", SeriesKind.HISTOGRAM, 20_000, WITH_LIMIT),
                        MemoryCase.ofSeries(
                                "summary, 3 quantiles, after 1,000 observations",
                                SeriesKind.SUMMARY,
                                2_000,
                                LIBRARY_NAMES),
                        MemoryCase.ofFamilies("family of one counter", FamilyKind.COUNTER, 20_000, LIBRARY_NAMES),
                        MemoryCase.ofFamilies("family of one callback", FamilyKind.CALLBACK, 20_000, LIBRARY_NAMES)));
    }
}
