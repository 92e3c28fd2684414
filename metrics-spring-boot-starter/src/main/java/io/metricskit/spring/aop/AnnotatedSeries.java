package io.metricskit.spring.aop;

import io.metricskit.Metric;
import io.metricskit.model.Series;
import org.jspecify.annotations.Nullable;

/**
 * The series that one annotation records to: one, bound for good, where all labels are constant, else one found at each
 * call.
 *
 * @param <C> the type of the metric's children
 */
final class AnnotatedSeries<C extends Series> {

    private final Metric<C> metric;
    private final LabelTemplate labels;
    private final @Nullable C bound;

    /**
     * Makes the series.
     *
     * @throws IllegalArgumentException if the labels are constant and the metric does not take them
     */
    AnnotatedSeries(Metric<C> metric, LabelTemplate labels) {
        this.metric = metric;
        this.labels = labels;
        this.bound = labels.isConstant() ? metric.labels(labels.constants()) : null;
    }

    /** Returns whether all calls have the same series. */
    boolean isBound() {
        return bound != null;
    }

    /**
     * Returns the series for a call. Does not allocate where all labels are constant, or up to four are arguments that
     * are strings.
     *
     * @param arguments the call's arguments
     * @param result what the call has returned, if it has
     * @param failure what the call has thrown, if it has
     */
    C of(@Nullable Object[] arguments, @Nullable Object result, @Nullable Throwable failure) {
        C constant = bound;
        return constant != null ? constant : labels.find(metric, arguments, result, failure);
    }
}
