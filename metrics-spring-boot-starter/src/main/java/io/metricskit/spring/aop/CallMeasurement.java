package io.metricskit.spring.aop;

import io.metricskit.FailureCounter;
import io.metricskit.spring.InstrumentationErrors;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * The measurement of one method's calls, for the annotations of one kind.
 *
 * <p>A call ends when it throws or returns, or when the {@link Ending} of what it returns says. It comes out unchanged:
 * the same object is returned or thrown, whatever a recording does, except that what does its work for each subscriber
 * is replaced by a measured one. Safe for use by many threads.
 */
abstract class CallMeasurement {

    private final String site;
    private final InstrumentationErrors errors;
    private final Endings endings;

    CallMeasurement(AnnotatedMethod method, InstrumentationErrors errors) {
        this.site = method.site();
        this.errors = errors;
        this.endings = new Endings(method.method());
    }

    /**
     * Records that a call begins, where that matters.
     *
     * @return what {@link #undo} is to know about it, null if there is nothing to undo
     */
    @Nullable Object begin(@Nullable Object[] arguments) {
        return null;
    }

    /**
     * Undoes what {@link #begin} did: the call has ended, or turns out to be none.
     *
     * @param begun what {@link #begin} returned
     */
    void undo(Object begun) {}

    /** Returns the time at which the call starts, where it matters. */
    long startNanos() {
        return 0;
    }

    /**
     * Records that a call has ended, where that matters; called once for each call that began.
     *
     * @param failure what the call ended with, less the wrappers of {@code java.util.concurrent}; null if it did not
     *     fail
     */
    void end(long startNanos, @Nullable Object[] arguments, @Nullable Object result, @Nullable Throwable failure) {}

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
        Ending ending = endingOf(result);
        if (result == null || ending == Ending.AT_RETURN) {
            safelyEnd(begun, startNanos, arguments, result, null);
            return result;
        }
        return follow(ending, result, new OpenCall(this, arguments, begun, startNanos));
    }

    private Ending endingOf(@Nullable Object result) {
        try {
            return endings.of(result);
        } catch (Throwable e) {
            failed(e);
            return Ending.AT_RETURN;
        }
    }

    private Object follow(Ending ending, Object result, OpenCall call) {
        try {
            return ending.follow(result, call);
        } catch (Throwable e) {
            // Better ended too early than never.
            failed(e);
            call.succeed(null);
            return result;
        }
    }

    /** Begins a call that ends later. */
    final OpenCall open(@Nullable Object[] arguments) {
        return new OpenCall(this, arguments, safelyBegin(arguments), startNanos());
    }

    private @Nullable Object safelyBegin(@Nullable Object[] arguments) {
        try {
            return begin(arguments);
        } catch (Throwable e) {
            failed(e);
            return null;
        }
    }

    final void safelyEnd(
            @Nullable Object begun,
            long startNanos,
            @Nullable Object[] arguments,
            @Nullable Object result,
            @Nullable Throwable failure) {
        safelyUndo(begun);
        try {
            end(startNanos, arguments, result, failure == null ? null : FailureCounter.causeOf(failure));
        } catch (Throwable e) {
            failed(e);
        }
    }

    final void safelyUndo(@Nullable Object begun) {
        try {
            if (begun != null) {
                undo(begun);
            }
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** Records that one of several recordings failed, so that the others go on. */
    final void failed(Throwable failure) {
        errors.failed(site, failure);
    }
}
