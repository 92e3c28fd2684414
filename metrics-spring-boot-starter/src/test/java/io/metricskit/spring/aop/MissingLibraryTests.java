package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Publisher;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Applications without the libraries that some results need. */
@ExtendWith(OutputCaptureExtension.class)
final class MissingLibraryTests {

    static class Shop {

        @Measured
        public String order(String item) {
            return item;
        }

        @Measured
        public CompletableFuture<String> orderLater(String item) {
            return CompletableFuture.completedFuture(item);
        }

        @Measured
        public Object orderAnything(Object item) {
            return item;
        }
    }

    static class News {

        @Measured
        public Flow.Publisher<String> flow() {
            return subscriber -> {};
        }
    }

    static class ReactiveNews {

        @Measured
        public Publisher<String> publisher() {
            return subscriber -> {};
        }
    }

    /** Runs where some libraries are missing. */
    public static final class Orders implements Callable<String> {

        @Override
        public String call() {
            try (AspectContext context = AspectContext.of(Shop.class, News.class)) {
                Shop shop = context.bean(Shop.class);
                String ordered = shop.order("tea") + shop.orderLater("milk").join() + shop.orderAnything("jam");
                new MeasuredCalls(context).are(0, 0, "tea", "milk", "jam");
                return ordered;
            }
        }
    }

    /** Runs where RxJava is there and Reactor is not. */
    public static final class Singles implements Callable<String> {

        static class Work extends RxJavaResultTests.Work {}

        @Override
        public String call() {
            try (AspectContext context = AspectContext.of(Work.class, ReactiveNews.class)) {
                String value =
                        context.bean(Work.class).single(Single.just("done")).blockingGet();
                new MeasuredCalls(context).are(0, 0, value);
                return value;
            }
        }
    }

    private static String callWithout(Class<? extends Callable<String>> task, String... jars) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (List.of(jars).stream().noneMatch(new File(entry).getName()::startsWith)) {
                urls.add(new File(entry).toURI().toURL());
            }
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader poor = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(poor);
            return String.valueOf(((Callable<?>) poor.loadClass(task.getName())
                            .getDeclaredConstructor()
                            .newInstance())
                    .call());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void withoutReactiveLibrariesAndTheWebEverythingElseIsMeasured(CapturedOutput output) throws Exception {
        assertThat(callWithout(Orders.class, "reactor-", "reactive-streams-", "rxjava-", "spring-web", "tomcat-"))
                .isEqualTo("teamilkjam");

        assertThat(output)
                .contains("News.flow: the annotation has no effect")
                .contains("Reactor, by which that is measured, is not on the class path");
    }

    @Test
    void withoutTheApiOfServletsSpringMvcIsNotMissed() throws Exception {
        assertThat(callWithout(Orders.class, "tomcat-")).isEqualTo("teamilkjam");
    }

    @Test
    void withoutReactorTheTypesOfRxJavaAreMeasured(CapturedOutput output) throws Exception {
        assertThat(callWithout(Singles.class, "reactor-")).isEqualTo("done");

        assertThat(output).contains("ReactiveNews.publisher: the annotation has no effect");
    }
}
