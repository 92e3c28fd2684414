package io.metricskit.spring.aop;

import java.util.function.Supplier;

/**
 * The end of what does its work anew for each subscriber, and nothing before. Each subscription is a call, from its
 * beginning until it completes, fails or is cancelled; that of the method itself, which only describes the work, is not
 * one.
 */
abstract class LazyEnding implements Ending {

    private final Class<?> declared;

    /**
     * Creates the ending.
     *
     * @param declared the return type of the method
     */
    LazyEnding(Class<?> declared) {
        this.declared = declared;
    }

    /**
     * Returns the same kind of result, whose subscriptions are calls.
     *
     * @param calls begins a call
     */
    abstract Object measured(Object result, Supplier<OpenCall> calls);

    @Override
    public final Object follow(Object result, OpenCall call) {
        Object measured = measured(result, call::again);
        if (!declared.isInstance(measured)) {
            throw new IllegalStateException(
                    "a " + result.getClass().getName() + " can only be measured where the method returns a supertype"
                            + " of it, not " + declared.getName());
        }
        call.takeBack();
        return measured;
    }
}
