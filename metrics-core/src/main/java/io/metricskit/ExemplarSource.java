package io.metricskit;

import io.metricskit.model.Descriptor;
import io.metricskit.model.Exemplar;
import io.metricskit.model.Labels;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the exemplars of one metric, from labels that a recording brings or from those of the current trace. A
 * recording never fails because of its exemplar: what cannot be one is left out, and logged once a minute.
 */
final class ExemplarSource {

    private final Descriptor metric;
    private final OncePerMinute warnings = new OncePerMinute();

    private volatile @Nullable Supplier<Labels> trace;

    ExemplarSource(Descriptor metric) {
        this.metric = metric;
    }

    /** Sets where the labels of the current trace come from; null where there is no such source. */
    void follow(@Nullable Supplier<Labels> currentTrace) {
        trace = currentTrace;
    }

    /** Returns whether there is anything to take exemplars from. */
    boolean isFollowing() {
        return trace != null;
    }

    /** Returns an exemplar with the labels of the current trace, or null where there is none. */
    @Nullable Exemplar current(double value) {
        Supplier<Labels> current = trace;
        try {
            Labels labels = current == null ? null : current.get();
            return labels == null || labels.isEmpty() ? null : of(labels, value);
        } catch (Throwable e) {
            if (warnings.isDue()) {
                Warnings.failedExemplar(metric, e);
            }
            return null;
        }
    }

    /**
     * Returns an exemplar with the given labels, or null if they do not fit one.
     *
     * @throws NullPointerException if there are no labels
     */
    @Nullable Exemplar of(Labels labels, double value) {
        Objects.requireNonNull(labels, () -> metric + ": the labels of an exemplar must not be null");
        if (Exemplar.fits(labels)) {
            return new Exemplar(labels, value, System.currentTimeMillis());
        }
        if (warnings.isDue()) {
            Warnings.unfitExemplar(metric, labels);
        }
        return null;
    }
}
