package io.metricskit.spring.autoconfigure;

import io.metricskit.spring.aop.AnnotatedMethodException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains what is wrong with an annotated method, and what to do. */
final class AnnotatedMethodFailureAnalyzer extends AbstractFailureAnalyzer<AnnotatedMethodException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, AnnotatedMethodException cause) {
        return new FailureAnalysis(cause.description(), cause.action(), cause);
    }
}
