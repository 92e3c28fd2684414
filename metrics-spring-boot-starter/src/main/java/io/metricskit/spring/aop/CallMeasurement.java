package io.metricskit.spring.aop;

import io.metricskit.FailureCounter;
import io.metricskit.spring.InstrumentationErrors;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations of one kind record about the calls of one method.
 *
 * <p>A call ends when it throws or returns, or, if it returns a {@link CompletionStage}, when that ends. It comes out
 * unchanged: the same object is returned or thrown, whatever a recording does. Safe for use by many threads.
 */
abstract class CallMeasurement {

    private final String site;
    private final InstrumentationErrors errors;

    CallMeasurement(String site, InstrumentationErrors errors) {
        this.site = site;
        this.errors = errors;
    }

    /**
     * Records that a call begins, where that matters.
     *
     * @return what {@link #end} is to know about it
     */
    @Nullable Object begin(@Nullable Object[] arguments) {
        return null;
    }

    /** Returns the time at which the call starts, where it matters. */
    long startNanos() {
        return 0;
    }

    /**
     * Records that a call has ended; called once for each call that began.
     *
     * @param begun what {@link #begin} returned; null if it failed
     * @param failure what the call ended with, less the wrappers of {@code java.util.concurrent}; null if it did not
     *     fail
     */
    abstract void end(
            @Nullable Object begun,
            long startNanos,
            @Nullable Object[] arguments,
            @Nullable Object result,
            @Nullable Throwable failure);

    /** Makes a call and records it. */
    final @Nullable Object measure(MethodInvocation call) throws Throwable {
        @Nullable Object[] arguments = call.getArguments();
        Object begun = safelyBegin(arguments);
        long startNanos = startNanos();
        Object result;
        try {
            result = call.proceed();
        } catch (Throwable e) {
            safelyEnd(begun, startNanos, arguments, null, e);
            throw e;
        }
        if (result instanceof CompletionStage<?> stage) {
            endWith(stage, begun, startNanos, arguments);
        } else {
            safelyEnd(begun, startNanos, arguments, result, null);
        }
        return result;
    }

    private @Nullable Object safelyBegin(@Nullable Object[] arguments) {
        try {
            return begin(arguments);
        } catch (Throwable e) {
            errors.failed(site, e);
            return null;
        }
    }

    private void safelyEnd(
            @Nullable Object begun,
            long startNanos,
            @Nullable Object[] arguments,
            @Nullable Object result,
            @Nullable Throwable failure) {
        try {
            end(begun, startNanos, arguments, result, failure == null ? null : FailureCounter.causeOf(failure));
        } catch (Throwable e) {
            errors.failed(site, e);
        }
    }

    private void endWith(
            CompletionStage<?> stage, @Nullable Object begun, long startNanos, @Nullable Object[] arguments) {
        AtomicBoolean ended = new AtomicBoolean();
        try {
            stage.whenComplete((result, failure) -> {
                if (ended.compareAndSet(false, true)) {
                    safelyEnd(begun, startNanos, arguments, result, failure);
                }
            });
        } catch (Throwable e) {
            // A stage of the user's own that refuses listeners, or that has called this one and throws all the same.
            errors.failed(site, e);
            if (ended.compareAndSet(false, true)) {
                safelyEnd(begun, startNanos, arguments, null, null);
            }
        }
    }

    /** Takes note that one of several recordings failed, so that the others go on. */
    final void failed(Throwable failure) {
        errors.failed(site, failure);
    }
}
