package io.metricskit.spring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains which user name or password is none; Spring Boot itself would look its value up and print it. */
final class UnresolvedCredentialFailureAnalyzer extends AbstractFailureAnalyzer<UnresolvedCredentialException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnresolvedCredentialException cause) {
        return new FailureAnalysis(
                "Invalid value for configuration property '" + cause.property()
                        + "'. Validation failed for the following reason:\n\nexpected a value without '${..}': Spring"
                        + " leaves a placeholder as it is where no property has that name",
                "Set the environment variable or the property that the placeholder names.",
                cause);
    }
}
