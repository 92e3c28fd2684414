package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.Timed;
import io.metricskit.testkit.TextExposition;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Annotations on interfaces, and methods that are called through them. */
final class InterfaceAnnotationTests {

    interface Catalogue<T> {

        @Timed(name = "find_seconds", labels = "key=#key")
        T find(T key);
    }

    @CountExceptions
    interface Shelf extends AutoCloseable {

        void put(String item);
    }

    static class Books implements Catalogue<String>, Shelf {

        @Override
        public String find(String key) {
            return key;
        }

        @Override
        public void put(String item) {
            throw new IllegalStateException(item);
        }

        @Override
        public void close() {}

        public void dust() {
            throw new IllegalStateException();
        }
    }

    @Test
    void annotationsOfAnInterfaceHoldUnderBothKindsOfProxies() {
        for (boolean interfaces : new boolean[] {false, true}) {
            try (AspectContext context =
                    interfaces ? AspectContext.withInterfaceProxies(Books.class) : AspectContext.of(Books.class)) {
                @SuppressWarnings("unchecked")
                Catalogue<String> catalogue = context.bean(Catalogue.class);
                assertThat(AopUtils.isJdkDynamicProxy(catalogue)).isEqualTo(interfaces);
                catalogue.find("a");
                Failures.of(() -> context.bean(Shelf.class).put("b"));

                TextExposition scrape = context.scrape();
                assertThat(scrape.value("find_seconds_count", "key", "a")).isEqualTo(1);
                assertThat(scrape.value("method_exceptions_total", "class", Books.class.getName(), "method", "put"))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void anAnnotationOnAnInterfaceLeavesTheOtherMethodsOfTheClassAlone() {
        try (AspectContext context = AspectContext.of(Books.class)) {
            Failures.of(() -> context.bean(Books.class).dust());
            context.bean(Books.class).close();

            assertThat(context.scrape().samples("method_exceptions_total"))
                    .extracting(sample -> sample.label("method").orElseThrow())
                    .containsExactlyInAnyOrder("put", "close");
        }
    }

    static class Decorator implements Shelf {

        private final Books books;

        Decorator(Books books) {
            this.books = books;
        }

        @Override
        public void put(String item) {
            books.put(item);
        }

        @Override
        public void close() {}
    }

    @Test
    void anAnnotationOnAnInterfaceHoldsForADecoratorAndForWhatItDecorates() {
        try (AspectContext context = AspectContext.of(Books.class, Decorator.class)) {
            Failures.of(() -> context.bean(Decorator.class).put("b"));

            for (Class<?> each : List.of(Decorator.class, Books.class)) {
                assertThat(context.scrape().value("method_exceptions_total", "class", each.getName(), "method", "put"))
                        .isEqualTo(1);
            }
        }
    }

    @Timed
    interface Task {

        void work();
    }

    interface NightTask extends Task {}

    @Configuration(proxyBeanMethods = false)
    static class Tasks {

        @Bean
        Task task() {
            return () -> {};
        }

        @Bean
        NightTask nightTask() {
            return () -> {};
        }
    }

    @Test
    void aLambdaGoesByTheNameOfItsInterface() {
        try (AspectContext context = AspectContext.of(Tasks.class)) {
            context.bean(NightTask.class).work();

            TextExposition scrape = context.scrape();
            assertThat(scrape.samples("method_duration_seconds_count")).hasSize(2);
            assertThat(scrape.value("method_duration_seconds_count", "class", Task.class.getName(), "method", "work"))
                    .isZero();
            assertThat(scrape.value(
                            "method_duration_seconds_count", "class", NightTask.class.getName(), "method", "work"))
                    .isEqualTo(1);
        }
    }

    interface Greeting {

        @Timed("greeting_seconds")
        void greet();
    }

    static class Polite {

        public void greet() {}
    }

    static class PoliteGreeting extends Polite implements Greeting {}

    @Test
    void aMethodInheritedFromAClassThatDoesNotKnowTheInterfaceIsMeasured() {
        for (boolean interfaces : new boolean[] {false, true}) {
            try (AspectContext context = interfaces
                    ? AspectContext.withInterfaceProxies(PoliteGreeting.class)
                    : AspectContext.of(PoliteGreeting.class)) {
                context.bean(Greeting.class).greet();

                assertThat(context.scrape().value("greeting_seconds_count")).isEqualTo(1);
            }
        }
    }

    static class Numbers implements UnaryOperator<Integer> {

        @Override
        @Timed("numbers_seconds")
        public Integer apply(Integer number) {
            return number + 1;
        }
    }

    @Test
    void aGenericMethodIsMeasuredOnceThroughItsBridge() {
        for (boolean interfaces : new boolean[] {false, true}) {
            try (AspectContext context =
                    interfaces ? AspectContext.withInterfaceProxies(Numbers.class) : AspectContext.of(Numbers.class)) {
                @SuppressWarnings("unchecked")
                UnaryOperator<Integer> numbers = context.bean(UnaryOperator.class);
                assertThat(numbers.apply(1)).isEqualTo(2);

                assertThat(context.scrape().value("numbers_seconds_count")).isEqualTo(1);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Lambdas {

        @Bean
        Greeting greeting() {
            return () -> {};
        }
    }

    @Test
    void aLambdaIsMeasuredByTheAnnotationsOfItsInterface() {
        try (AspectContext context = AspectContext.of(Lambdas.class)) {
            context.bean(Greeting.class).greet();

            assertThat(context.scrape().value("greeting_seconds_count")).isEqualTo(1);
        }
    }

    interface Api<T> {

        @Timed("load_seconds")
        T load(String id);

        @Timed("save_seconds")
        void save(T value);
    }

    interface BookApi extends Api<String> {

        @Override
        String load(String id);

        @Override
        void save(String value);
    }

    /** Makes a client as Feign and Spring's HTTP interfaces do. */
    static class BookClient implements FactoryBean<BookApi> {

        @Override
        public BookApi getObject() {
            return (BookApi) Proxy.newProxyInstance(
                    BookApi.class.getClassLoader(), new Class<?>[] {BookApi.class}, (proxy, method, arguments) -> null);
        }

        @Override
        public Class<?> getObjectType() {
            return BookApi.class;
        }
    }

    @Test
    void aMethodThatTheInterfaceOfAJdkProxyRedeclaresKeepsItsAnnotation() {
        try (AspectContext context = AspectContext.of(BookClient.class)) {
            BookApi books = context.bean(BookApi.class);
            Api<String> api = books;
            books.load("1");
            api.load("2");
            books.save("a");
            api.save("b");

            assertThat(context.scrape().value("load_seconds_count")).isEqualTo(2);
            assertThat(context.scrape().value("save_seconds_count")).isEqualTo(2);
        }
    }
}
