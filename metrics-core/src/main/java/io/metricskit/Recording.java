package io.metricskit;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Recordings around somebody's call, which must come out of it unchanged. */
final class Recording {

    private Recording() {}

    /** Runs a recording; if it fails, that is logged and goes no further. */
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
