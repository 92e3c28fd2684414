package io.metricskit.spring.benchmarks;

import io.metricskit.benchmarks.report.Case;
import io.metricskit.benchmarks.report.Effort;
import io.metricskit.benchmarks.report.Row;
import io.metricskit.benchmarks.report.Score;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The time from the launch of a process until its application is ready, and that of the first scrape after that. The
 * applications take turns, so that whatever else the machine does meets all of them.
 *
 * @param applications by the id of their contender
 */
record StartupCase(Map<String, Application> applications) implements Case {

    private static final int FULL_ROUNDS = 15;
    private static final int QUICK_ROUNDS = 1;

    /**
     * An application to start.
     *
     * @param classPath decides which metrics it has
     * @param scrapedPath where they are, if there are any
     */
    record Application(String classPath, @Nullable String scrapedPath) {}

    @Override
    public List<Row> measure(Effort effort) throws IOException, InterruptedException {
        int rounds = effort == Effort.FULL ? FULL_ROUNDS : QUICK_ROUNDS;
        Map<String, double[]> starts = new LinkedHashMap<>();
        Map<String, double[]> scrapes = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Application> each : applications.entrySet()) {
                String id = each.getKey();
                String path = each.getValue().scrapedPath();
                try (StartedShop shop = new StartedShop(each.getValue().classPath())) {
                    starts.computeIfAbsent(id, first -> new double[rounds])[round] = shop.startMillis();
                    if (path != null) {
                        scrapes.computeIfAbsent(id, first -> new double[rounds])[round] = shop.requestMillis(path);
                    }
                }
            }
        }
        return List.of(
                row("start, median of " + rounds, starts, StartupCase::median),
                row("start, least of " + rounds, starts, StartupCase::least),
                row("first scrape, median of " + rounds, scrapes, StartupCase::median),
                row("first scrape, least of " + rounds, scrapes, StartupCase::least));
    }

    private static Row row(String title, Map<String, double[]> times, ToDoubleFunction<double[]> statistic) {
        Map<String, Score> scores = new LinkedHashMap<>();
        times.forEach((id, each) -> scores.put(id, new Score(statistic.applyAsDouble(each), "ms", Double.NaN)));
        return new Row(title, scores);
    }

    private static double median(double[] times) {
        double[] sorted = DoubleStream.of(times).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double least(double[] times) {
        return Arrays.stream(times).min().orElseThrow();
    }
}
