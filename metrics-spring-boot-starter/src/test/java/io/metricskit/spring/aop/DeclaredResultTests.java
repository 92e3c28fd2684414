package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.testkit.Polling;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Results of asynchronous types, of methods that do not or only partly declare these. */
final class DeclaredResultTests {

    @AutoClose
    private final AspectContext context = AspectContext.of(Work.class);

    private final Work work = context.bean(Work.class);
    private final MeasuredCalls calls = new MeasuredCalls(context);

    interface Greeting {

        String text();
    }

    static class Work {

        @Measured
        public Greeting greet(Greeting body) {
            return body;
        }

        @Measured
        public <T extends Greeting> T pass(T body) {
            return body;
        }

        @Measured
        public Runnable task(Runnable body) {
            return body;
        }

        @Measured
        public Publisher<String> publisher(Publisher<String> body) {
            return body;
        }
    }

    private static final class PublishedGreeting implements Greeting, Publisher<String> {

        @Override
        public String text() {
            return "hello";
        }

        @Override
        public void subscribe(Subscriber<? super String> subscriber) {
            throw new UnsupportedOperationException("only a publisher by chance");
        }

        @Override
        public String toString() {
            return text();
        }
    }

    private static final class FutureGreeting extends CompletableFuture<String> implements Greeting {

        @Override
        public String text() {
            return "hello";
        }

        @Override
        public String toString() {
            return text();
        }
    }

    private static final class MonoGreeting extends Mono<String> implements Greeting {

        @Override
        public String text() {
            return "hello";
        }

        @Override
        public void subscribe(CoreSubscriber<? super String> subscriber) {
            throw new UnsupportedOperationException("only a Mono by chance");
        }

        @Override
        public String toString() {
            return text();
        }
    }

    @Test
    void aResultThatIsAPublisherByChanceEndsItsCallWhenItIsReturned() {
        PublishedGreeting greeting = new PublishedGreeting();

        assertThat(work.greet(greeting)).isSameAs(greeting);

        calls.are(0, 0, "hello");
    }

    @Test
    void aResultThatIsAMonoByChanceEndsItsCallWhenItIsReturned() {
        MonoGreeting greeting = new MonoGreeting();

        assertThat(work.<MonoGreeting>pass(greeting)).isSameAs(greeting);

        calls.are(0, 0, "hello");
    }

    @Test
    void aResultThatIsAFutureByChanceEndsItsCallWhenItIsReturned() {
        FutureGreeting greeting = new FutureGreeting();

        assertThat(work.greet(greeting)).isSameAs(greeting);
        greeting.completeExceptionally(new IOException("gone"));

        calls.are(0, 0, "hello");
    }

    @Test
    void aTaskThatIsAFutureByChanceEndsItsCallWhenItIsReturned() {
        FutureTask<String> task = new FutureTask<>(() -> "done") {
            @Override
            public String toString() {
                return "hello";
            }
        };

        assertThat(work.task(task)).isSameAs(task);

        calls.are(0, 0, "hello");
    }

    private static final class PublishedStage extends CompletableFuture<String> implements Publisher<String> {

        @Override
        public void subscribe(Subscriber<? super String> subscriber) {
            Flux.just("a", "b").subscribe(subscriber);
        }
    }

    @Test
    void aStageThatIsDeclaredAsAPublisherIsMeasuredAsOne() {
        PublishedStage stage = new PublishedStage();

        assertThat(Flux.from(work.publisher(stage)).collectList().block()).containsExactly("a", "b");
        stage.completeExceptionally(new IOException("gone"));

        calls.are(0, 0, "");
    }

    @Test
    void theClassOfAResultGoesWithItsLoader() {
        WeakReference<ClassLoader> loader = new WeakReference<>(loaderOfAResult());

        Polling.until(
                "the loader is collected",
                Duration.ofSeconds(30),
                () -> {
                    System.gc();
                    return loader.get() == null;
                },
                Boolean::booleanValue);
    }

    private ClassLoader loaderOfAResult() {
        ClassLoader plugin = new URLClassLoader(new URL[0], Work.class.getClassLoader());
        Class<?>[] types = {Runnable.class};
        work.task((Runnable) Proxy.newProxyInstance(plugin, types, (proxy, method, arguments) -> "a task"));
        return plugin;
    }
}
