package io.metricskit.spring.aop;

import java.util.List;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.observability.DefaultSignalListener;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The end of a {@link Mono} or {@link Flux}. The value of a {@code Mono} is its end. */
final class ReactorEnding extends LazyEnding {

    static final List<Class<?>> TYPES = List.of(Mono.class, Flux.class);

    @Override
    Object measured(Object result, Supplier<OpenCall> calls) {
        return result instanceof Mono<?> mono
                ? Mono.fromDirect(tapped(mono, calls, true))
                : Flux.from(tapped((Flux<?>) result, calls, false));
    }

    /**
     * Returns the same values, whose subscriptions are calls.
     *
     * @param endsWithValue whether there is one value at most, after which a subscriber may cancel
     */
    static <T> Publisher<T> tapped(Publisher<T> publisher, Supplier<OpenCall> calls, boolean endsWithValue) {
        return subscriber -> during(
                calls,
                call -> Flux.from(publisher)
                        .tap(() -> new Signals<>(call, endsWithValue))
                        .subscribe(subscriber));
    }

    /** Ends the call of one subscription. */
    private static final class Signals<T> extends DefaultSignalListener<T> {

        private final OpenCall call;
        private final boolean endsWithValue;

        Signals(OpenCall call, boolean endsWithValue) {
            this.call = call;
            this.endsWithValue = endsWithValue;
        }

        @Override
        public void doOnNext(T value) {
            if (endsWithValue) {
                call.succeed(value);
            }
        }

        @Override
        public void doOnComplete() {
            call.succeed(null);
        }

        @Override
        public void doOnError(Throwable failure) {
            call.fail(failure);
        }

        @Override
        public void doOnCancel() {
            call.cancel();
        }
    }
}
