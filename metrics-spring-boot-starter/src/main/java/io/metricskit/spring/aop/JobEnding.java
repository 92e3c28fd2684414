package io.metricskit.spring.aop;

import java.util.concurrent.CancellationException;
import kotlin.Unit;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Job;

/** The end of Kotlin's {@link Job}, which a {@link Deferred} is too. */
final class JobEnding implements Ending {

    static boolean covers(Class<?> type, Class<?> declared) {
        return Job.class.isAssignableFrom(type) && Ending.mayBe(Job.class, declared);
    }

    @Override
    public Object follow(Object result, OpenCall call) {
        ((Job) result).invokeOnCompletion(failure -> {
            if (failure instanceof CancellationException) {
                call.cancel();
            } else {
                call.end(failure == null && result instanceof Deferred<?> value ? value.getCompleted() : null, failure);
            }
            return Unit.INSTANCE;
        });
        return result;
    }
}
