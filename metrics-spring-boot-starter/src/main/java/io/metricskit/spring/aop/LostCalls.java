package io.metricskit.spring.aop;

import io.metricskit.spring.InstrumentationErrors;
import org.jspecify.annotations.Nullable;

/** The calls of a method whose annotations turned out wrong only when it was first called, each one an error. */
final class LostCalls extends CallMeasurement {

    private final RuntimeException reason;

    LostCalls(AnnotatedMethod method, RuntimeException reason, InstrumentationErrors errors) {
        super(method, errors);
        this.reason = reason;
    }

    @Override
    @Nullable Object begin(@Nullable Object[] arguments) {
        failed(reason);
        return null;
    }
}
