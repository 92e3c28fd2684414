package io.metricskit;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Recordings around somebody's call, which must come out of it unchanged: one that fails is logged and goes no further.
 */
final class Recording {

    private Recording() {}

    /** Observes the seconds since a moment. */
    static void observeSince(Observer observer, long startNanos) {
        try {
            observer.observeSince(startNanos);
        } catch (Throwable e) {
            Warnings.failedRecording(e);
        }
    }

    /** Returns what shows the call from now on, for {@link #end}; null where the recording fails. */
    static @Nullable CallTracker begin(CallTracker tracker) {
        try {
            // The series rather than the gauge, so that clear() during the call leaves no -1 behind.
            CallTracker series = tracker instanceof Gauge gauge ? gauge.unlabelled() : tracker;
            series.inc();
            return series;
        } catch (Throwable e) {
            Warnings.failedRecording(e);
            return null;
        }
    }

    /** Ends what {@link #begin} began. */
    static void end(@Nullable CallTracker begun) {
        if (begun != null) {
            try {
                begun.dec();
            } catch (Throwable e) {
                Warnings.failedRecording(e);
            }
        }
    }

    /** Runs a recording. The methods above do the same without an object for each call. */
    static void safely(Runnable recording) {
        try {
            recording.run();
        } catch (Throwable e) {
            Warnings.failedRecording(e);
        }
    }

    /**
     * Starts asynchronous work and runs a recording when it ends: with the failure, or with null.
     *
     * @return what the work returned; where that is null, the work has ended
     */
    static <S extends @Nullable CompletionStage<?>> S untilEnd(Supplier<S> work, Consumer<@Nullable Throwable> atEnd) {
        S stage;
        try {
            stage = work.get();
        } catch (Throwable e) {
            safely(() -> atEnd.accept(e));
            throw e;
        }
        if (stage == null) {
            safely(() -> atEnd.accept(null));
        } else {
            try {
                stage.whenComplete((result, failure) -> safely(() -> atEnd.accept(failure)));
            } catch (Throwable e) {
                // A stage whose end nobody can be told of: better ended too early than never.
                safely(() -> atEnd.accept(null));
                Warnings.failedRecording(e);
            }
        }
        return stage;
    }
}
