package io.metricskit.spring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains what is wrong with a value that may be secret; Spring Boot itself would look it up and print it. */
final class SecretValueFailureAnalyzer extends AbstractFailureAnalyzer<SecretValueException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SecretValueException cause) {
        return new FailureAnalysis(
                "Invalid value for configuration property '" + cause.property()
                        + "'. Validation failed for the following reason:\n\n" + cause.reason(),
                cause.action(),
                cause);
    }
}
