package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.TimeoutCancellationException;
import kotlinx.coroutines.TimeoutKt;
import kotlinx.coroutines.YieldKt;
import kotlinx.coroutines.channels.ProduceKt;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import kotlinx.coroutines.flow.FlowKt;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Timeouts and cancellations in Kotlin's coroutines. What else there is of them, an application in Kotlin tests. */
final class CoroutineResultTests {

    @AutoClose
    private final AspectContext context = AspectContext.of(Work.class);

    private final Work work = context.bean(Work.class);
    private final MeasuredCalls calls = new MeasuredCalls(context);

    static class Work {

        @Measured
        public Deferred<Object> deferred(Supplier<Deferred<Object>> body) {
            return body.get();
        }

        @Measured
        public CompletableDeferred<Object> completable(CompletableDeferred<Object> body) {
            return body;
        }

        @Measured
        public Flow<Object> flow(Flow<Object> body) {
            return body;
        }

        @Measured
        public Object blocks(Function2<CoroutineScope, Continuation<? super Object>, Object> body) throws Exception {
            return run(body);
        }
    }

    private static Object run(Function2<CoroutineScope, Continuation<? super Object>, Object> body)
            throws InterruptedException {
        return BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, body);
    }

    private static Deferred<Object> async(
            CoroutineScope scope, Function2<CoroutineScope, Continuation<? super Object>, Object> body) {
        return BuildersKt.async(scope, EmptyCoroutineContext.INSTANCE, CoroutineStart.DEFAULT, body);
    }

    /** Suspends until it is cancelled. */
    private static Object waitForEver(Continuation<?> continuation) {
        return DelayKt.awaitCancellation(continuation);
    }

    /** Does the work of a coroutine for a moment. */
    private static <T> Object briefly(
            Function2<CoroutineScope, Continuation<? super T>, Object> body, Continuation<? super T> continuation) {
        return TimeoutKt.withTimeout(20, body, continuation);
    }

    private static <T> Object expire(Continuation<T> continuation) {
        return CoroutineResultTests.<T>briefly((scope, inner) -> waitForEver(inner), continuation);
    }

    private static final FlowCollector<Object> NOTHING = (value, continuation) -> Unit.INSTANCE;

    @Test
    void aTimeoutThatExpiresWithinACallIsAFailure() {
        assertThatExceptionOfType(TimeoutCancellationException.class)
                .isThrownBy(() -> work.blocks((scope, continuation) -> expire(continuation)));

        calls.are(0, 1, "TimeoutCancellationException");
    }

    @Test
    void aDeferredThatItsOwnerCompletesIsMeasuredToItsEnd() {
        AspectContext.strict(Work.class).close();
        CompletableDeferred<Object> succeeding = CompletableDeferredKt.CompletableDeferred((Job) null);
        CompletableDeferred<Object> failing = CompletableDeferredKt.CompletableDeferred((Job) null);

        work.completable(succeeding);
        work.completable(failing);
        calls.are(2, 0);
        succeeding.complete("done");
        failing.completeExceptionally(new IllegalStateException("no value"));

        calls.are(0, 1, "done", "IllegalStateException");
    }

    @Test
    void aTimeoutThatExpiresWithinADeferredIsAFailure() {
        assertThatExceptionOfType(TimeoutCancellationException.class)
                .isThrownBy(() -> run((scope, continuation) -> work.deferred(
                                () -> async(GlobalScope.INSTANCE, (own, inner) -> expire(inner)))
                        .await(continuation)));

        calls.are(0, 1, "TimeoutCancellationException");
    }

    @Test
    void aTimeoutThatExpiresAroundADeferredCancelsIt() {
        assertThatExceptionOfType(TimeoutCancellationException.class)
                .isThrownBy(() -> run((scope, continuation) -> briefly(
                        (around, inner) -> work.deferred(() -> async(around, (own, deepest) -> waitForEver(deepest)))
                                .await(inner),
                        continuation)));

        calls.are(0, 0, "CancellationException");
    }

    @Test
    void aDeferredThatIsCancelledIsNoFailure() {
        Job job = work.deferred(() -> async(GlobalScope.INSTANCE, (own, inner) -> waitForEver(inner)));
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> run((scope, continuation) -> {
                    job.cancel(null);
                    return ((Deferred<?>) job).await(continuation);
                }));

        calls.are(0, 0, "CancellationException");
    }

    @Test
    void eachCollectionOfAFlowIsACallWhetherItSuspendsOrNot() throws InterruptedException {
        Flow<Object> straight = work.flow((collector, continuation) -> collector.emit("a", continuation));
        Flow<Object> suspending = work.flow((collector, continuation) -> YieldKt.yield(continuation));
        calls.are(0, 0);

        run((scope, continuation) -> straight.collect(NOTHING, continuation));
        calls.are(0, 0, "");
        run((scope, continuation) -> suspending.collect(NOTHING, continuation));
        calls.are(0, 0, "", "");
    }

    @Test
    void aFlowThatThrowsFailsWhetherItHasSuspendedOrNot() {
        Flow<Object> straight = work.flow((collector, continuation) -> {
            throw new IllegalStateException("at once");
        });
        Flow<Object> suspending = work.flow((collector, continuation) -> BuildersKt.withContext(
                Dispatchers.getDefault(),
                (scope, inner) -> {
                    throw new IllegalArgumentException("later");
                },
                continuation));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> run((scope, continuation) -> straight.collect(NOTHING, continuation)));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> run((scope, continuation) -> suspending.collect(NOTHING, continuation)));

        calls.are(0, 2, "IllegalStateException", "IllegalArgumentException");
    }

    @Test
    void aTimeoutThatExpiresWithinAFlowIsAFailure() {
        Flow<Object> flow = work.flow((collector, continuation) -> expire(continuation));

        assertThatExceptionOfType(TimeoutCancellationException.class)
                .isThrownBy(() -> run((scope, continuation) -> flow.collect(NOTHING, continuation)));

        calls.are(0, 1, "TimeoutCancellationException");
    }

    @Test
    void aTimeoutThatExpiresAroundTheCollectorOfAFlowCancelsIt() {
        Flow<Object> flow = work.flow((collector, continuation) -> waitForEver(continuation));

        assertThatExceptionOfType(TimeoutCancellationException.class)
                .isThrownBy(() -> run((scope, continuation) -> CoroutineResultTests.<Unit>briefly(
                        (around, inner) -> flow.collect(NOTHING, inner), continuation)));

        calls.are(0, 0, "CancellationException");
    }

    @Test
    void whoeverCollectsAFlowThatEndsInAnotherThreadGoesOnInThoseOfItsOwnDispatcher() throws InterruptedException {
        CompletableFuture<Void> collectorWaits = new CompletableFuture<>();
        Flow<Object> flow = work.flow(FlowKt.flowOn(
                FlowKt.<Object>channelFlow((producer, continuation) -> {
                    producer.send("a", continuation);
                    return ProduceKt.awaitClose(
                            producer,
                            () -> {
                                collectorWaits.join();
                                return Unit.INSTANCE;
                            },
                            continuation);
                }),
                Dispatchers.getIO()));

        Object after = run((scope, continuation) -> {
            // Comes when the only thread of the collector is free.
            async(scope, (own, inner) -> collectorWaits.complete(null));
            return FlowKt.first(flow, new ThreadOfEnd(continuation));
        });

        assertThat(after).isSameAs(Thread.currentThread());
        calls.are(0, 0, "CancellationException");
    }

    /** Goes on with the thread in which a result comes. */
    private record ThreadOfEnd(Continuation<Object> next) implements Continuation<Object> {

        @Override
        public CoroutineContext getContext() {
            return next.getContext();
        }

        @Override
        public void resumeWith(Object result) {
            next.resumeWith(Thread.currentThread());
        }
    }
}
