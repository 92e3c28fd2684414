package io.metricskit.spring.autoconfigure;

import io.metricskit.MetricConflictException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains which bean asked for a metric that the registry could not give it. */
final class MetricConflictFailureAnalyzer extends AbstractFailureAnalyzer<MetricConflictException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MetricConflictException cause) {
        return new FailureAnalysis(
                "Metric '" + cause.metricName() + "' was refused" + where(rootFailure) + ": " + cause.getMessage(),
                "Give the metric another name. To share one metric, give both the same definition and ask for it with"
                        + " registry.getOrRegister(..), or with registry.counter(..), gauge(..), summary(..) or"
                        + " histogram(..). Callbacks of one name go into one collect(..).",
                cause);
    }

    /** Names the innermost bean, which is the one that registers. */
    private static String where(Throwable failure) {
        String where = "";
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof BeanCreationException creation && creation.getBeanName() != null) {
                where = " while the bean '" + creation.getBeanName() + "' was created";
            }
        }
        return where;
    }
}
