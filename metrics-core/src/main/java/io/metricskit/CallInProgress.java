package io.metricskit;

import org.jspecify.annotations.Nullable;

/**
 * The recordings at the beginning and at the end of a call that a {@link CallTracker} shows, as {@link Recording#safely}
 * would make them, without an object for each call.
 */
final class CallInProgress {

    private CallInProgress() {}

    /** Returns what shows the call from now on, or null where the recording fails, which is logged. */
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

    /**
     * Ends the call.
     *
     * @param begun what {@link #begin} returned
     */
    static void end(@Nullable CallTracker begun) {
        if (begun != null) {
            try {
                begun.dec();
            } catch (Throwable e) {
                Warnings.failedRecording(e);
            }
        }
    }
}
