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
            return Flowable.unsafeCreate(subscriber -> during(
                    calls,
                    call -> flowable.doOnComplete(() -> call.succeed(null))
                            .doOnError(call::fail)
                            .doOnCancel(call::cancel)
                            .subscribe(subscriber)));
        }
        if (result instanceof Observable<?> observable) {
            return Observable.unsafeCreate(observer -> during(
                    calls,
                    call -> observable
                            .doOnComplete(() -> call.succeed(null))
                            .doOnError(call::fail)
                            .doOnDispose(call::cancel)
                            .subscribe(observer)));
        }
        if (result instanceof Single<?> single) {
            return Single.unsafeCreate(observer -> during(
                    calls,
                    call -> single.doOnSuccess(call::succeed)
                            .doOnError(call::fail)
                            .doOnDispose(call::cancel)
                            .subscribe(observer)));
        }
        if (result instanceof Maybe<?> maybe) {
            return Maybe.unsafeCreate(observer -> during(
                    calls,
                    call -> maybe.doOnSuccess(call::succeed)
                            .doOnComplete(() -> call.succeed(null))
                            .doOnError(call::fail)
                            .doOnDispose(call::cancel)
                            .subscribe(observer)));
        }
        return Completable.unsafeCreate(observer -> during(
                calls,
                call -> ((Completable) result)
                        .doOnComplete(() -> call.succeed(null))
                        .doOnError(call::fail)
                        .doOnDispose(call::cancel)
                        .subscribe(observer)));
    }
}
