package io.metricskit.spring.aop;

import io.metricskit.Histogram;
import io.metricskit.Observer;
import io.metricskit.Quantile;
import io.metricskit.Summary;
import io.metricskit.annotation.Timed;
import io.metricskit.spring.aop.AnnotatedMetrics.Attributes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures the seconds that the calls of a method take, for its {@link Timed} annotations. */
final class TimedCalls extends CallMeasurement {

    private static final double NANOS_PER_SECOND = 1e9;

    private final List<AnnotatedSeries<? extends Observer>> series;

    /** Whether there are labels to evaluate at each call, which takes time that is not the call's. */
    private final boolean dependsOnCall;

    TimedCalls(AnnotatedMethod method, AnnotatedMetrics metrics, Problems problems) {
        super(method, metrics.errors());
        MethodVariables variables = new MethodVariables(method, MethodVariables.OUTCOMES);
        this.series = method.all(Timed.class).stream()
                .<AnnotatedSeries<? extends Observer>>map(timed -> series(timed, method, metrics, variables, problems))
                .toList();
        this.dependsOnCall = !series.stream().allMatch(AnnotatedSeries::isBound);
    }

    private static AnnotatedSeries<? extends Observer> series(
            Timed timed,
            AnnotatedMethod method,
            AnnotatedMetrics metrics,
            MethodVariables variables,
            Problems problems) {
        if (timed.buckets().length > 0 && timed.quantiles().length > 0) {
            throw new AnnotatedMethodException(
                    method.site(),
                    "@Timed has buckets, which make a histogram, and quantiles, which make a summary",
                    "Give one of the two.");
        }
        Attributes attributes =
                new Attributes("@Timed", timed.value(), timed.name(), "method_duration_seconds", timed.labels());
        return timed.buckets().length > 0
                ? metrics.series(method, attributes, variables, name -> histogram(name, timed), problems)
                : metrics.series(method, attributes, variables, name -> summary(name, timed), problems);
    }

    private static Histogram.Builder histogram(String name, Timed timed) {
        return Histogram.builder(name).help(timed.help()).buckets(timed.buckets());
    }

    private static Summary.Builder summary(String name, Timed timed) {
        Summary.Builder summary = Summary.builder(name).help(timed.help());
        return timed.quantiles().length == 0
                ? summary
                : summary.quantiles(
                        Arrays.stream(timed.quantiles()).mapToObj(Quantile::of).toArray(Quantile[]::new));
    }

    @Override
    long startNanos() {
        return System.nanoTime();
    }

    @Override
    void end(long startNanos, @Nullable Object[] arguments, @Nullable Object result, @Nullable Throwable failure) {
        double seconds = dependsOnCall ? Math.max(0, System.nanoTime() - startNanos) / NANOS_PER_SECOND : 0;
        for (int i = 0; i < series.size(); i++) {
            try {
                Observer observer = series.get(i).of(arguments, result, failure);
                if (dependsOnCall) {
                    observer.observe(seconds);
                } else {
                    // Reads the clock once, also for a summary that needs to know the time as well.
                    observer.observeSince(startNanos);
                }
            } catch (Throwable e) {
                failed(e);
            }
        }
    }
}
