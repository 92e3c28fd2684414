package io.metricskit.spring.aop;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import kotlin.Result;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import kotlinx.coroutines.JobKt;
import kotlinx.coroutines.flow.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The end of Kotlin's {@link Flow}. It is not adapted to Reactor and back, which would take it out of its collector's
 * coroutine.
 */
final class FlowEnding extends LazyEnding {

    static final List<Class<?>> TYPES = List.of(Flow.class);

    @Override
    Object measured(Object result, Supplier<OpenCall> calls) {
        return measured((Flow<?>) result, calls);
    }

    private static <T> Flow<T> measured(Flow<T> source, Supplier<OpenCall> calls) {
        return (collector, continuation) -> {
            EndOfCollection end = new EndOfCollection(calls.get(), continuation);
            try {
                Object outcome = source.collect(collector, end);
                if (outcome != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
                    end.happened(null);
                }
                return outcome;
            } catch (Throwable e) {
                end.happened(e);
                throw e;
            }
        };
    }

    /**
     * Ends the call of one collection that has suspended its coroutine, before that goes on. It is of the type of those
     * that Kotlin's compiler makes, since only they go on in the threads of their coroutine's dispatcher.
     */
    private static final class EndOfCollection extends ContinuationImpl {

        private static final long serialVersionUID = 1;

        private final transient OpenCall call;

        @SuppressWarnings("unchecked") // What collects gets what this gets, which is a Unit.
        EndOfCollection(OpenCall call, Continuation<? super Unit> collecting) {
            super((Continuation<Object>) collecting);
            this.call = call;
        }

        @Override
        protected Object invokeSuspend(Object outcome) {
            happened(outcome instanceof Result.Failure failed ? failed.exception : null);
            ResultKt.throwOnFailure(outcome);
            return outcome;
        }

        void happened(@Nullable Throwable failure) {
            if (failure instanceof CancellationException && !isOwnTimeout(failure)) {
                call.cancel();
            } else {
                call.end(null, failure);
            }
        }

        /** Returns whether a timeout within the flow has expired, and not one around its collector. */
        private boolean isOwnTimeout(Throwable failure) {
            return JobEnding.isTimeout(failure) && JobKt.isActive(getContext());
        }
    }
}
