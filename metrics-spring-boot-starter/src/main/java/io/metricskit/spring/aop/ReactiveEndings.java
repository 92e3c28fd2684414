package io.metricskit.spring.aop;

import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/** The endings of reactive types, as far as their libraries are on the class path. */
final class ReactiveEndings {

    private static final boolean REACTIVE_STREAMS = OptionalLibrary.REACTIVE_STREAMS.isPresent();
    private static final boolean REACTOR = OptionalLibrary.REACTOR.isPresent();
    private static final boolean RX_JAVA = OptionalLibrary.RX_JAVA.isPresent();
    private static final boolean COROUTINES = OptionalLibrary.COROUTINES.isPresent();

    private ReactiveEndings() {}

    /**
     * Returns the ending of a class of results, or null if that is not reactive.
     *
     * <p>Of an Object only Reactor's types are found, as which Spring calls a suspend function. The caller of a method
     * that says so little may know of a result's other types, which the measured one might not have.
     *
     * @param declared the return type of the method
     */
    static @Nullable Ending find(Class<?> type, Class<?> declared) {
        if (REACTOR && Ending.isAnyOf(ReactorEnding.TYPES, type, declared)) {
            return new ReactorEnding();
        }
        if (declared == Object.class) {
            return null;
        }
        if (RX_JAVA && Ending.isAnyOf(RxJavaEnding.TYPES, type, declared)) {
            return new RxJavaEnding();
        }
        if (COROUTINES && Ending.isAnyOf(FlowEnding.TYPES, type, declared)) {
            return new FlowEnding();
        }
        ReactiveAdapter adapter = REACTOR ? adapter(type, declared) : null;
        return adapter == null ? null : new AdaptedEnding(adapter);
    }

    /** Returns why results of a declared type cannot be measured, or null if they can or are not reactive. */
    static @Nullable String obstacle(Class<?> declared) {
        if (COROUTINES && Ending.isAnyOf(FlowEnding.TYPES, declared, declared)) {
            return obstacle(declared, FlowEnding.TYPES.get(0));
        }
        ReactiveAdapter adapter = adapter(declared);
        if (!REACTOR
                && isReactive(declared, adapter)
                && !(RX_JAVA && Ending.isAnyOf(RxJavaEnding.TYPES, declared, declared))) {
            return "it returns a " + declared.getName()
                    + ", and Reactor, by which that is measured, is not on the class path";
        }
        return adapter == null ? null : obstacle(declared, adapter.getReactiveType());
    }

    private static @Nullable String obstacle(Class<?> declared, Class<?> measured) {
        return declared.isAssignableFrom(measured)
                ? null
                : "it returns a " + declared.getName() + ", of which no measured one can be made; declare the "
                        + measured.getName() + " that it is";
    }

    private static boolean isReactive(Class<?> declared, @Nullable ReactiveAdapter adapter) {
        return adapter != null
                || Flow.Publisher.class.isAssignableFrom(declared)
                || (REACTIVE_STREAMS && Publisher.class.isAssignableFrom(declared));
    }

    /** Prefers that of the declared type: a class may be of several reactive types, and its caller knows of one. */
    private static @Nullable ReactiveAdapter adapter(Class<?> type, Class<?> declared) {
        ReactiveAdapter known = adapter(declared);
        if (known != null) {
            return known;
        }
        ReactiveAdapter ofResult = adapter(type);
        return ofResult != null && Ending.mayBe(ofResult.getReactiveType(), declared) ? ofResult : null;
    }

    private static @Nullable ReactiveAdapter adapter(Class<?> type) {
        return ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
    }
}
