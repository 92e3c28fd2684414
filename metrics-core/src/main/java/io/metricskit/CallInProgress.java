package io.metricskit;

import org.jspecify.annotations.Nullable;

/** One call that a {@link CallTracker} shows from its beginning to its end. */
final class CallInProgress {

    private @Nullable CallTracker tracker;

    private CallInProgress() {}

    static CallInProgress begin(CallTracker tracker) {
        CallInProgress call = new CallInProgress();
        Recording.safely(() -> {
            // The series rather than the gauge, so that clear() during the call leaves no -1 behind.
            CallTracker series = tracker instanceof Gauge gauge ? gauge.unlabelled() : tracker;
            series.inc();
            call.tracker = series;
        });
        return call;
    }

    void end() {
        CallTracker begun = tracker;
        if (begun != null) {
            Recording.safely(begun::dec);
        }
    }
}
