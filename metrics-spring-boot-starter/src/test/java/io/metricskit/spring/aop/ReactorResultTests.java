package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.annotation.Timed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Methods that return a {@link Mono} or a {@link Flux}: each subscription is a call. */
final class ReactorResultTests {

    @AutoClose
    private final AspectContext context = AspectContext.of(Work.class);

    private final Work work = context.bean(Work.class);
    private final MeasuredCalls calls = new MeasuredCalls(context);

    static class Work {

        @Measured
        public <T> Mono<T> one(Supplier<Mono<T>> body) {
            return body.get();
        }

        @Measured
        public <T> Flux<T> many(Supplier<Flux<T>> body) {
            return body.get();
        }

        @Measured
        public <T> T any(Supplier<T> body) {
            return body.get();
        }

        @Measured
        public <T> Publisher<T> published(Supplier<Publisher<T>> body) {
            return body.get();
        }

        @Timed(name = "broken_seconds", labels = "length=#text.substring(5)")
        public Mono<String> broken(String text) {
            return Mono.just(text);
        }

        @Timed(
                name = "endless_seconds",
                labels = {"exception=#exception", "frames=#exception.stackTrace.length"})
        public Mono<String> endless() {
            return Mono.never();
        }
    }

    @Test
    void aMonoThatNobodySubscribesToIsNoCall() {
        work.one(() -> Mono.just("done"));

        calls.are(0, 0);
    }

    @Test
    void aMonoIsMeasuredFromItsSubscriptionToItsValue() {
        Sinks.One<String> sink = Sinks.one();
        List<String> values = new ArrayList<>();

        Mono<String> mono = work.one(sink::asMono);
        calls.are(0, 0);
        mono.subscribe(values::add);
        calls.are(1, 0);
        sink.tryEmitValue("done");

        assertThat(values).containsExactly("done");
        calls.are(0, 0, "done");
    }

    @Test
    void eachSubscriptionIsACall() {
        Mono<String> mono = work.one(() -> Mono.just("done"));

        mono.block();
        mono.block();

        calls.are(0, 0, "done", "done");
    }

    @Test
    void anEmptyMonoEndsWithoutAResult() {
        assertThat(work.one(Mono::empty).block()).isNull();

        calls.are(0, 0, "");
    }

    @Test
    void aMonoThatFailsIsTimedAndCountedAndFailsWithTheSame() {
        IllegalStateException failure = new IllegalStateException("the caller's");

        assertThat(Failures.of(() -> work.one(() -> Mono.error(failure)).block()))
                .isSameAs(failure);

        calls.are(0, 1, "IllegalStateException");
    }

    @Test
    void wrappersOfConcurrentWorkAreLookedThrough() {
        Failures.of(() -> work.one(() -> Mono.error(new CompletionException(new IOException("gone"))))
                .block());

        calls.are(0, 1, "IOException");
    }

    @Test
    void aMonoThatIsCancelledHasEndedAndIsNoFailure() {
        AtomicInteger cancelled = new AtomicInteger();
        Disposable subscription = work.one(() -> Mono.never().doOnCancel(cancelled::incrementAndGet))
                .subscribe();
        calls.are(1, 0);

        subscription.dispose();

        assertThat(cancelled).hasValue(1);
        calls.are(0, 0, "CancellationException");
    }

    @Test
    void theCancellationThatAllCallsShareKeepsNoStackTrace() {
        work.endless().subscribe().dispose();

        assertThat(context.scrape().value("endless_seconds_count", "exception", "CancellationException", "frames", "0"))
                .isEqualTo(1);
    }

    @Test
    void aMonoThatFailsWithACancellationIsNoFailure() {
        Failures.of(() ->
                work.one(() -> Mono.error(new CancellationException("stopped"))).block());

        calls.are(0, 0, "CancellationException");
    }

    @Test
    void aMonoWhoseSubscriberWantsNoMoreThanItsValueHasSucceeded() {
        assertThat(work.one(() -> Mono.just("done")).flux().take(1).blockLast()).isEqualTo("done");

        calls.are(0, 0, "done");
    }

    @Test
    void whatTheSubscriberDoesWithTheValueBelongsToNoCall() {
        work.one(() -> Mono.just("done"))
                .doOnNext(value -> calls.are(0, 0, "done"))
                .block();
    }

    @Test
    void aMethodThatThrowsInsteadOfReturningAMonoIsAFailedCall() {
        assertThatThrownBy(() -> work.one(() -> {
                    throw new IllegalArgumentException("too early");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        calls.are(0, 1, "IllegalArgumentException");
    }

    @Test
    void aMethodThatReturnsNullInsteadOfAMonoHasEnded() {
        assertThat(work.<Object>one(() -> null)).isNull();

        calls.are(0, 0, "");
    }

    @Test
    void aFluxIsMeasuredFromItsSubscriptionToItsCompletion() {
        Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
        List<String> values = new ArrayList<>();

        work.many(sink::asFlux).subscribe(values::add);
        sink.tryEmitNext("a");
        sink.tryEmitNext("b");
        calls.are(1, 0);
        sink.tryEmitComplete();

        assertThat(values).containsExactly("a", "b");
        calls.are(0, 0, "");
    }

    @Test
    void aFluxThatFailsAfterValuesIsAFailedCall() {
        Flux<String> flux = work.many(() -> Flux.just("a").concatWith(Mono.error(new IOException("gone"))));

        assertThat(flux.onErrorResume(IOException.class, e -> Mono.just("b"))
                        .collectList()
                        .block())
                .containsExactly("a", "b");

        calls.are(0, 1, "IOException");
    }

    @Test
    void anErrorThatReactorThrowsInsteadOfPassingItOnIsAFailureOfTheCall() {
        Callable<String> failing = () -> {
            throw new NoClassDefFoundError("its initializer has failed");
        };

        assertThat(Failures.of(() -> work.one(() -> Mono.fromCallable(failing)).subscribe()))
                .isInstanceOf(NoClassDefFoundError.class);
        assertThat(Failures.of(() -> work.many(() -> Flux.just("a").concatWith(Mono.fromCallable(failing)))
                        .subscribe()))
                .isInstanceOf(NoClassDefFoundError.class);

        calls.are(0, 2, "NoClassDefFoundError", "NoClassDefFoundError");
    }

    @Test
    void aFluxWhoseSubscriberHasSeenEnoughIsCancelled() {
        assertThat(work.many(() -> Flux.range(1, 100)).take(2).collectList().block())
                .containsExactly(1, 2);

        calls.are(0, 0, "CancellationException");
    }

    @Test
    void theSubscriberSaysHowManyValuesItWants() {
        List<Long> requests = new ArrayList<>();
        List<Integer> values = new ArrayList<>();
        BaseSubscriber<Integer> subscriber = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                request(2);
            }

            @Override
            protected void hookOnNext(Integer value) {
                values.add(value);
            }
        };

        work.many(() -> Flux.range(1, 100).hide().doOnRequest(requests::add)).subscribe(subscriber);
        subscriber.request(1);

        assertThat(requests).containsExactly(2L, 1L);
        assertThat(values).containsExactly(1, 2, 3);
        calls.are(1, 0);
        subscriber.cancel();
    }

    /** Sources and operators that hand over queues instead of values come out right on both sides of the measured one. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void operatorsThatFuseGetTheSameValues(boolean hidden) {
        Flux<Integer> source = Flux.range(1, 1000).map(i -> i * 2);

        Flux<Integer> measured = work.many(() -> hidden ? source.hide() : source);

        assertThat(measured.filter(i -> i % 4 == 0)
                        .publishOn(Schedulers.parallel(), 16)
                        .collectList()
                        .block(Duration.ofSeconds(30)))
                .isEqualTo(source.filter(i -> i % 4 == 0).collectList().block());
        calls.are(0, 0, "");
    }

    @Test
    void theSubscribersContextReachesTheWork() {
        Mono<String> mono = work.one(() -> Mono.deferContextual(context -> Mono.just(context.get("user"))));

        assertThat(mono.contextWrite(context -> context.put("user", "ann")).block())
                .isEqualTo("ann");
        calls.are(0, 0, "ann");
    }

    @Test
    void aMethodWhoseDeclaredTypeSaysNothingIsMeasuredByItsResult() {
        Mono<String> mono = work.any(() -> Mono.just("done"));
        Flux<String> flux = work.any(() -> Flux.just("a", "b"));
        calls.are(0, 0);

        mono.block();
        flux.blockLast();

        calls.are(0, 0, "done", "");
    }

    @Test
    void aMonoThatIsDeclaredAsAPublisherIsStillAMono() {
        Publisher<String> publisher = work.published(() -> Mono.just("done"));

        assertThat(publisher).isInstanceOf(Mono.class);
        assertThat(Mono.from(publisher).block()).isEqualTo("done");
        calls.are(0, 0, "done");
    }

    @Test
    void aPublisherOfAnotherMakeIsMeasuredToo() {
        Publisher<String> publisher =
                work.published(() -> subscriber -> Flux.just("a", "b").subscribe(subscriber));

        assertThat(Flux.from(publisher).collectList().block()).containsExactly("a", "b");
        calls.are(0, 0, "");
    }

    @Test
    void aRecordingThatFailsLeavesTheMonoAlone() {
        assertThat(work.broken("abc").block()).isEqualTo("abc");

        assertThat(context.errors(Work.class, "broken")).isEqualTo(1);
    }
}
