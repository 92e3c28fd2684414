package io.metricskit.spring.aop;

import io.metricskit.Gauge;
import io.metricskit.annotation.InProgress;
import io.metricskit.spring.aop.AnnotatedMetrics.Attributes;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Measures how many calls of a method are in progress, for its {@link InProgress} annotations. */
final class CallsInProgress extends CallMeasurement {

    private final List<AnnotatedSeries<Gauge.Child>> series;

    /** The gauges where all labels are constant, so that a call allocates nothing. */
    private final Gauge.@Nullable Child @Nullable [] bound;

    CallsInProgress(AnnotatedMethod method, AnnotatedMetrics metrics, Problems problems) {
        super(method, metrics.errors());
        MethodVariables variables = new MethodVariables(method, Set.of());
        this.series = method.all(InProgress.class).stream()
                .map(inProgress -> metrics.series(
                        method,
                        new Attributes(
                                "@InProgress",
                                inProgress.value(),
                                inProgress.name(),
                                "method_in_progress",
                                inProgress.labels()),
                        variables,
                        name -> Gauge.builder(name).help(inProgress.help()),
                        problems))
                .toList();
        this.bound = series.stream().allMatch(AnnotatedSeries::isBound) ? find(new Object[0]) : null;
    }

    /**
     * Adds 1 to each gauge.
     *
     * @return the gauges to subtract 1 from; evaluated later, the labels might give others
     */
    @Override
    Object begin(@Nullable Object[] arguments) {
        Gauge.@Nullable Child[] gauges = bound != null ? bound : find(arguments);
        for (Gauge.Child gauge : gauges) {
            if (gauge != null) {
                gauge.inc();
            }
        }
        return gauges;
    }

    private Gauge.@Nullable Child[] find(@Nullable Object[] arguments) {
        Gauge.@Nullable Child[] gauges = new Gauge.Child[series.size()];
        for (int i = 0; i < gauges.length; i++) {
            try {
                gauges[i] = series.get(i).of(arguments, null, null);
            } catch (Throwable e) {
                failed(e);
            }
        }
        return gauges;
    }

    @Override
    void undo(Object begun) {
        for (Gauge.Child gauge : (Gauge.@Nullable Child[]) begun) {
            if (gauge != null) {
                gauge.dec();
            }
        }
    }
}
