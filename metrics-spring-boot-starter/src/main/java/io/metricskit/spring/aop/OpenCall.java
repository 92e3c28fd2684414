package io.metricskit.spring.aop;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A call that goes on after its method has returned. Its first end counts. Safe for use by many threads. */
final class OpenCall {

    /**
     * Shared by all calls. Its name is what {@code #exception} shows, and it has no stack trace, which would keep the
     * classes of whoever was the first to cancel.
     */
    private static final class CancellationException extends java.util.concurrent.CancellationException {

        private static final long serialVersionUID = 1;

        static final CancellationException INSTANCE = new CancellationException();

        private CancellationException() {
            super("nobody waits for the result");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private final CallMeasurement measurement;
    private final @Nullable Object[] arguments;
    private final @Nullable Object begun;
    private final long startNanos;
    private final AtomicBoolean hasEnded = new AtomicBoolean();

    OpenCall(CallMeasurement measurement, @Nullable Object[] arguments, @Nullable Object begun, long startNanos) {
        this.measurement = measurement;
        this.arguments = arguments;
        this.begun = begun;
        this.startNanos = startNanos;
    }

    /**
     * Ends the call in one of two ways.
     *
     * @param failure null if the call succeeded
     */
    void end(@Nullable Object result, @Nullable Throwable failure) {
        if (hasEnded.compareAndSet(false, true)) {
            measurement.safelyEnd(begun, startNanos, arguments, result, failure);
        }
    }

    void succeed(@Nullable Object result) {
        end(result, null);
    }

    void fail(Throwable failure) {
        end(null, failure);
    }

    /** Ends the call because nobody wants its result any more. */
    void cancel() {
        end(null, CancellationException.INSTANCE);
    }

    /** Ends the call as if it had never been made. */
    void takeBack() {
        if (hasEnded.compareAndSet(false, true)) {
            measurement.safelyUndo(begun);
        }
    }

    /** Begins another call, with the same arguments. */
    OpenCall again() {
        return measurement.open(arguments);
    }
}
