package io.metricskit.spring.aop;

import org.assertj.core.api.ThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Calls that fail. */
final class Failures {

    private Failures() {}

    /** Makes a call that must throw, and returns what it throws. */
    static Throwable of(ThrowingCallable call) {
        Throwable thrown = ThrowableAssert.catchThrowable(call);
        if (thrown == null) {
            throw new AssertionError("the call did not fail");
        }
        return thrown;
    }

    /** Makes a call that fails because of an annotation, and returns why. */
    static AnnotatedMethodException ofAnnotation(ThrowingCallable call) {
        for (Throwable cause = of(call); cause != null; cause = cause.getCause()) {
            if (cause instanceof AnnotatedMethodException found) {
                return found;
            }
        }
        throw new AssertionError("the call failed for another reason");
    }
}
