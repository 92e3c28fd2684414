package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Methods that return a type of Mutiny, which Spring adapts: each subscription is a call. */
final class MutinyResultTests {

    @AutoClose
    private final AspectContext context = AspectContext.of(Work.class);

    private final Work work = context.bean(Work.class);
    private final MeasuredCalls calls = new MeasuredCalls(context);

    static class Work {

        @Measured
        public <T> Uni<T> one(Uni<T> body) {
            return body;
        }

        @Measured
        public <T> Multi<T> many(Multi<T> body) {
            return body;
        }
    }

    @Test
    void whatNobodySubscribesToIsNoCall() {
        work.one(Uni.createFrom().item("done"));
        work.many(Multi.createFrom().items("a"));

        calls.are(0, 0);
    }

    @Test
    void aUniIsMeasuredToItsItem() {
        AtomicReference<UniEmitter<? super String>> source = new AtomicReference<>();
        List<String> items = new ArrayList<>();

        work.one(Uni.createFrom().<String>emitter(source::set)).subscribe().with(items::add);
        calls.are(1, 0);
        source.get().complete("done");

        assertThat(items).containsExactly("done");
        calls.are(0, 0, "done");
    }

    @Test
    void aUniWithoutAnItemEndsWithoutAResult() {
        assertThat(work.one(Uni.createFrom().nullItem()).await().indefinitely()).isNull();

        calls.are(0, 0, "");
    }

    @Test
    void aMultiIsMeasuredToItsCompletion() {
        assertThat(work.many(Multi.createFrom().items("a", "b"))
                        .collect()
                        .asList()
                        .await()
                        .indefinitely())
                .containsExactly("a", "b");

        calls.are(0, 0, "");
    }

    @Test
    void failuresOfBothAreTimedAndCounted() {
        IOException gone = new IOException("gone");

        work.one(Uni.createFrom().<String>failure(gone))
                .subscribe()
                .with(item -> {}, failure -> assertThat(failure).isSameAs(gone));
        work.many(Multi.createFrom().<String>failure(gone)).subscribe().with(item -> {}, failure -> {});

        calls.are(0, 2, "IOException", "IOException");
    }

    @Test
    void cancellingASubscriptionOfEitherEndsItsCallAndIsNoFailure() {
        List<Cancellable> subscriptions = List.of(
                work.one(Uni.createFrom().nothing()).subscribe().with(item -> {}),
                work.many(Multi.createFrom().nothing()).subscribe().with(item -> {}));
        calls.are(2, 0);

        subscriptions.forEach(Cancellable::cancel);

        calls.are(0, 0, "CancellationException", "CancellationException");
    }
}
