package io.metricskit.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A case measured by JMH: one class of benchmarks, with a method for each contender or with the contender as the
 * parameter {@code library}.
 *
 * <p>A method such as {@code metricskitByPairs} is another way of the contender {@code metricskit}, and gets a row of its
 * own beside the same scores of the others. A benchmark in mode {@code SampleTime} is
 * reported with its percentile 99.9, without allocations.
 */
public final class JmhCase implements Case {

    private static final String LIBRARY = "library";
    private static final String BY = "By";
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final String title;
    private final Class<?> benchmarks;
    private final int threads;
    private final Map<String, String[]> parameters;

    private JmhCase(String title, Class<?> benchmarks, int threads, Map<String, String[]> parameters) {
        this.title = title;
        this.benchmarks = benchmarks;
        this.threads = threads;
        this.parameters = parameters;
    }

    /** Creates a case of all benchmarks of a class, with one thread. */
    public static JmhCase of(String title, Class<?> benchmarks) {
        return new JmhCase(title, benchmarks, 1, Map.of());
    }

    /** Returns the same case with that many threads. */
    public JmhCase threads(int number) {
        return new JmhCase(title + ", " + number + " threads", benchmarks, number, parameters);
    }

    /** Returns the same case with a parameter that has only these values. */
    public JmhCase with(String parameter, String... values) {
        Map<String, String[]> more = new TreeMap<>(parameters);
        more.put(parameter, values);
        return new JmhCase(title, benchmarks, threads, more);
    }

    @Override
    public List<Row> measure(Effort effort) throws RunnerException {
        Map<String, Score> scores = new TreeMap<>();
        Map<String, Map<String, Score>> otherWays = new TreeMap<>();
        for (RunResult result : new Runner(options(effort)).run()) {
            String id = contender(result.getParams());
            int way = id.indexOf(BY);
            if (way < 0) {
                scores.put(id, score(result));
            } else {
                otherWays.put(words(id.substring(way)), Map.of(id.substring(0, way), score(result)));
            }
        }
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(title, scores));
        otherWays.forEach((way, score) -> {
            Map<String, Score> beside = new TreeMap<>(scores);
            beside.putAll(score);
            rows.add(new Row(title + "," + way, beside));
        });
        return rows;
    }

    private Options options(Effort effort) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + benchmarks.getName().replace(".", "\\.") + "\\.")
                .threads(threads)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        parameters.forEach(options::param);
        if (effort == Effort.FULL) {
            return options.forks(2)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.milliseconds(500))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.milliseconds(500))
                    .build();
        }
        return options.forks(1)
                .warmupIterations(1)
                .warmupTime(TimeValue.milliseconds(150))
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(150))
                .build();
    }

    private static String contender(BenchmarkParams params) {
        if (params.getParamsKeys().contains(LIBRARY)) {
            return params.getParam(LIBRARY);
        }
        String benchmark = params.getBenchmark();
        return benchmark.substring(benchmark.lastIndexOf('.') + 1);
    }

    private static Score score(RunResult result) {
        Result<?> time = result.getPrimaryResult();
        String unit = time.getScoreUnit().replace("/op", "");
        if (result.getParams().getMode() == Mode.SampleTime) {
            return new Score(time.getStatistics().getPercentile(99.9), unit, Double.NaN);
        }
        return new Score(
                time.getScore(),
                unit,
                result.getSecondaryResults().get(ALLOCATED).getScore());
    }

    private static String words(String camelCase) {
        return camelCase.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }
}
