package io.metricskit.spring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains what is wrong with the address to push to; Spring Boot itself would look its value up and print it. */
final class PushAddressFailureAnalyzer extends AbstractFailureAnalyzer<PushAddressException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PushAddressException cause) {
        return new FailureAnalysis(
                "Invalid value for configuration property 'metrics.push.address'. Validation failed for the following"
                        + " reason:\n\n" + cause.reason(),
                "Review the value of the property with the provided reason. A user name and a password go into"
                        + " metrics.push.username and metrics.push.password.",
                cause);
    }
}
