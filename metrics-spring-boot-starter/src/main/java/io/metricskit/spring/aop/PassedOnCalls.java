package io.metricskit.spring.aop;

import io.metricskit.spring.InstrumentationErrors;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** The calls of a method through a proxy around another one, which measures them. */
final class PassedOnCalls extends CallMeasurement {

    PassedOnCalls(AnnotatedMethod method, InstrumentationErrors errors) {
        super(method, errors);
    }

    @Override
    @Nullable Object measure(MethodInvocation call) throws Throwable {
        return call.proceed();
    }
}
