package io.metricskit.spring.autoconfigure;

import io.metricskit.spring.web.MetricsPathConflictException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains how to separate the metrics endpoint from another handler of its path. */
final class MetricsPathConflictFailureAnalyzer extends AbstractFailureAnalyzer<MetricsPathConflictException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MetricsPathConflictException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Set metrics.endpoint.path to another path, or metrics.endpoint.enabled=false to keep the other handler"
                        + " alone. An Actuator endpoint moves with management.endpoints.web.base-path; Jersey, which takes"
                        + " all paths by default, with spring.jersey.application-path.",
                cause);
    }
}
