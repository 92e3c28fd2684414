package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.reactivex.rxjava3.subjects.MaybeSubject;
import io.reactivex.rxjava3.subjects.PublishSubject;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Methods that return a type of RxJava 3: each subscription is a call. */
final class RxJavaResultTests {

    @AutoClose
    private final AspectContext context = AspectContext.of(Work.class);

    private final Work work = context.bean(Work.class);
    private final MeasuredCalls calls = new MeasuredCalls(context);

    static class Work {

        @Measured
        public <T> Single<T> single(Single<T> body) {
            return body;
        }

        @Measured
        public <T> Maybe<T> maybe(Maybe<T> body) {
            return body;
        }

        @Measured
        public Completable completable(Completable body) {
            return body;
        }

        @Measured
        public <T> Observable<T> observable(Observable<T> body) {
            return body;
        }

        @Measured
        public <T> Flowable<T> flowable(Flowable<T> body) {
            return body;
        }
    }

    @Test
    void whatNobodySubscribesToIsNoCall() {
        work.single(Single.just("done"));
        work.maybe(Maybe.just("done"));
        work.completable(Completable.complete());
        work.observable(Observable.just("a"));
        work.flowable(Flowable.just("a"));

        calls.are(0, 0);
    }

    @Test
    void aSingleIsMeasuredToItsValue() {
        SingleSubject<String> source = SingleSubject.create();
        List<String> values = new ArrayList<>();

        work.single(source).subscribe(value -> values.add(value));
        calls.are(1, 0);
        source.onSuccess("done");

        assertThat(values).containsExactly("done");
        calls.are(0, 0, "done");
    }

    @Test
    void aSingleThatHasItsValueIsNotDisposedOf() {
        AtomicInteger disposed = new AtomicInteger();

        work.single(Single.just("done").doOnDispose(disposed::incrementAndGet)).blockingGet();

        assertThat(disposed).hasValue(0);
    }

    @Test
    void aMaybeIsMeasuredToItsValueOrItsCompletion() {
        MaybeSubject<String> source = MaybeSubject.create();

        work.maybe(source).subscribe();
        calls.are(1, 0);
        source.onSuccess("done");
        assertThat(work.maybe(Maybe.empty()).blockingGet()).isNull();

        calls.are(0, 0, "done", "");
    }

    @Test
    void aCompletableIsMeasuredToItsCompletion() {
        CompletableSubject source = CompletableSubject.create();

        work.completable(source).subscribe();
        calls.are(1, 0);
        source.onComplete();

        calls.are(0, 0, "");
    }

    @Test
    void aFlowableIsMeasuredToItsCompletion() {
        work.flowable(Flowable.just("a", "b")).subscribe();

        calls.are(0, 0, "");
    }

    @Test
    void anObservableIsMeasuredToItsCompletion() {
        PublishSubject<String> source = PublishSubject.create();
        List<String> values = new ArrayList<>();

        work.observable(source).subscribe(values::add);
        source.onNext("a");
        calls.are(1, 0);
        source.onComplete();

        assertThat(values).containsExactly("a");
        calls.are(0, 0, "");
    }

    @Test
    void failuresOfAllTypesAreTimedAndCounted() {
        IOException gone = new IOException("gone");

        work.single(Single.error(gone))
                .subscribe(value -> {}, failure -> assertThat(failure).isSameAs(gone));
        work.maybe(Maybe.error(gone)).subscribe(value -> {}, failure -> {});
        work.completable(Completable.error(gone)).subscribe(() -> {}, failure -> {});
        work.observable(Observable.error(gone)).subscribe(value -> {}, failure -> {});
        work.flowable(Flowable.error(gone)).subscribe(value -> {}, failure -> {});

        calls.are(0, 5, "IOException", "IOException", "IOException", "IOException", "IOException");
    }

    @Test
    void anErrorThatRxJavaThrowsInsteadOfPassingItOnIsAFailureOfTheCallForAllTypes() {
        Callable<String> failing = () -> {
            throw new NoClassDefFoundError("its initializer has failed");
        };

        assertThat(List.of(
                        Failures.of(
                                () -> work.single(Single.fromCallable(failing)).subscribe()),
                        Failures.of(
                                () -> work.maybe(Maybe.fromCallable(failing)).subscribe()),
                        Failures.of(() -> work.completable(Completable.fromCallable(failing))
                                .subscribe()),
                        Failures.of(() -> work.observable(Observable.fromCallable(failing))
                                .subscribe()),
                        Failures.of(() ->
                                work.flowable(Flowable.fromCallable(failing)).subscribe())))
                .hasOnlyElementsOfType(NoClassDefFoundError.class);

        String error = "NoClassDefFoundError";
        calls.are(0, 5, error, error, error, error, error);
    }

    @Test
    void disposingOfASubscriptionOfAnyTypeEndsItsCallAndIsNoFailure() {
        List<Disposable> subscriptions = List.of(
                work.single(Single.never()).subscribe(),
                work.maybe(Maybe.never()).subscribe(),
                work.completable(Completable.never()).subscribe(),
                work.observable(Observable.never()).subscribe(),
                work.flowable(Flowable.never()).subscribe());
        calls.are(5, 0);

        subscriptions.forEach(Disposable::dispose);

        String cancelled = "CancellationException";
        calls.are(0, 0, cancelled, cancelled, cancelled, cancelled, cancelled);
    }

    @Test
    void theSubscriberOfAFlowableSaysHowManyValuesItWants() {
        List<Long> requests = new ArrayList<>();
        TestSubscriber<Integer> subscriber = new TestSubscriber<>(2);

        work.flowable(Flowable.range(1, 100).doOnRequest(requests::add)).subscribe(subscriber);
        subscriber.request(1);

        assertThat(requests).containsExactly(2L, 1L);
        subscriber.assertValues(1, 2, 3);
        calls.are(1, 0);
        subscriber.cancel();
    }
}
