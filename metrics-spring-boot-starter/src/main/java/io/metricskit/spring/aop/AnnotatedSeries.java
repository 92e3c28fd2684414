package io.metricskit.spring.aop;

import io.metricskit.model.Labels;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The series that one annotation records to: one, bound for good, where all labels are constant, else one found at each
 * call.
 *
 * @param <C> the type of the metric's children
 */
final class AnnotatedSeries<C> {

    private final Function<Labels, C> metric;
    private final LabelTemplate labels;
    private final @Nullable C bound;

    /**
     * Makes the series.
     *
     * @param metric finds or makes the series of labels
     * @throws IllegalArgumentException if the labels are constant and the metric does not take them
     */
    AnnotatedSeries(Function<Labels, C> metric, LabelTemplate labels) {
        this.metric = metric;
        this.labels = labels;
        this.bound = labels.isConstant() ? metric.apply(labels.constants()) : null;
    }

    boolean isBound() {
        return bound != null;
    }

    /**
     * Returns the series for a call. Does not allocate where all labels are constant.
     *
     * @param arguments the call's arguments
     * @param result what the call has returned, if it has
     * @param failure what the call has thrown, if it has
     */
    C of(@Nullable Object[] arguments, @Nullable Object result, @Nullable Throwable failure) {
        C constant = bound;
        return constant != null ? constant : metric.apply(labels.evaluate(arguments, result, failure));
    }
}
