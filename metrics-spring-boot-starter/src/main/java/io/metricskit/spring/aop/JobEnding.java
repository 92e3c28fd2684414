package io.metricskit.spring.aop;

import java.util.List;
import java.util.concurrent.CancellationException;
import kotlin.Unit;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.TimeoutCancellationException;
import org.jspecify.annotations.Nullable;

/** The end of Kotlin's {@link Job}, which a {@link Deferred} is too. */
final class JobEnding implements Ending {

    static final List<Class<?>> TYPES = List.of(Job.class);

    /** Returns whether the time of {@code withTimeout} is over, which is a cancellation by its type only. */
    static boolean isTimeout(Throwable failure) {
        return failure instanceof TimeoutCancellationException;
    }

    /** Returns whether a timeout within a job has expired, and not one around it, which cancels its parent. */
    private static boolean isOwnTimeout(Throwable failure, @Nullable Job parent) {
        return isTimeout(failure) && (parent == null || !parent.isCancelled());
    }

    @Override
    public Object follow(Object result, OpenCall call) {
        Job job = (Job) result;
        // A job that has ended has no parent any more.
        Job parent = job.getParent();
        job.invokeOnCompletion(failure -> {
            if (failure instanceof CancellationException && !isOwnTimeout(failure, parent)) {
                call.cancel();
            } else {
                call.end(failure == null && result instanceof Deferred<?> value ? value.getCompleted() : null, failure);
            }
            return Unit.INSTANCE;
        });
        return result;
    }
}
