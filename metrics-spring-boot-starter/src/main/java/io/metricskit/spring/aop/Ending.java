package io.metricskit.spring.aop;

import java.util.List;

/**
 * Determines when a call ends whose method has returned something that ends later; there is one for each kind of such
 * results. Safe for use by many threads.
 */
interface Ending {

    /**
     * That of all other results: the call ends when its method returns. {@link CallMeasurement} knows this object and
     * ends the call itself, since following it would do the same and cost an {@link OpenCall}.
     */
    Ending AT_RETURN = (result, call) -> {
        call.succeed(result);
        return result;
    };

    /**
     * Returns whether callers of a method may know its result as one of an asynchronous type. If not, the class of a
     * result may be of that type as well, but the call is over for its caller.
     *
     * @param declared the return type of the method
     */
    static boolean mayBe(Class<?> asynchronous, Class<?> declared) {
        return declared.isAssignableFrom(asynchronous) || asynchronous.isAssignableFrom(declared);
    }

    /**
     * Returns whether a result is of an asynchronous type, and callers of its method may know it as one.
     *
     * @param asynchronous the types
     * @param type the class of the result
     * @param declared the return type of the method
     */
    static boolean isAnyOf(List<Class<?>> asynchronous, Class<?> type, Class<?> declared) {
        return asynchronous.stream().anyMatch(each -> each.isAssignableFrom(type) && mayBe(each, declared));
    }

    /**
     * Lets a call end when its result does.
     *
     * @param result what the method returned
     * @param call the call, which goes on
     * @return what the caller gets: the very result or, of one that does its work for each subscriber, a measured one
     * @throws RuntimeException if the end will not be known; then nothing has happened to the result
     */
    Object follow(Object result, OpenCall call);
}
