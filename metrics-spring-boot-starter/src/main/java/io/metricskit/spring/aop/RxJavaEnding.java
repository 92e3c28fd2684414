package io.metricskit.spring.aop;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.function.Supplier;

/**
 * The end of the types of RxJava 3. They are not adapted to Reactor and back, which would cancel a {@code Single} that
 * has its value.
 */
final class RxJavaEnding extends LazyEnding {

    static final List<Class<?>> TYPES =
            List.of(Flowable.class, Observable.class, Single.class, Maybe.class, Completable.class);

    @Override
    Object measured(Object result, Supplier<OpenCall> calls) {
        if (result instanceof Flowable<?> flowable) {
            return Flowable.using(
                    calls::get,
                    call -> flowable.doOnComplete(() -> call.succeed(null)).doOnError(call::fail),
                    OpenCall::cancel);
        }
        if (result instanceof Observable<?> observable) {
            return Observable.using(
                    calls::get,
                    call -> observable.doOnComplete(() -> call.succeed(null)).doOnError(call::fail),
                    OpenCall::cancel);
        }
        if (result instanceof Single<?> single) {
            return Single.using(
                    calls::get, call -> single.doOnSuccess(call::succeed).doOnError(call::fail), OpenCall::cancel);
        }
        if (result instanceof Maybe<?> maybe) {
            return Maybe.using(
                    calls::get,
                    call -> maybe.doOnSuccess(call::succeed)
                            .doOnComplete(() -> call.succeed(null))
                            .doOnError(call::fail),
                    OpenCall::cancel);
        }
        return Completable.using(
                calls::get,
                call -> ((Completable) result)
                        .doOnComplete(() -> call.succeed(null))
                        .doOnError(call::fail),
                OpenCall::cancel);
    }
}
