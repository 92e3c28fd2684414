package io.metricskit.spring.aop;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The end of what does its work anew for each subscriber, and nothing before. Each subscription is a call, from its
 * beginning until it completes, fails or is cancelled; that of the method itself, which only describes the work, is not
 * one.
 */
abstract class LazyEnding implements Ending {

    /**
     * Returns the same kind of result, whose subscriptions are calls.
     *
     * @param calls begins a call
     */
    abstract Object measured(Object result, Supplier<OpenCall> calls);

    @Override
    public final Object follow(Object result, OpenCall call) {
        Object measured = measured(result, call::again);
        call.takeBack();
        return measured;
    }

    /** Begins a call and subscribes to its work. */
    static void during(Supplier<OpenCall> calls, Consumer<OpenCall> subscription) {
        OpenCall call = calls.get();
        try {
            subscription.accept(call);
        } catch (Throwable e) {
            // Reactor and RxJava throw some Errors, such as a NoClassDefFoundError, instead of passing them on.
            call.fail(e);
            throw e;
        }
    }
}
