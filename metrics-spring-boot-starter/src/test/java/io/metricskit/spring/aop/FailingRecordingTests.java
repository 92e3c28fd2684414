package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Counter;
import io.metricskit.Registry;
import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import io.metricskit.spring.InstrumentationErrors;
import io.metricskit.testkit.TextExposition;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Calls around which a recording fails. */
final class FailingRecordingTests {

    @Configuration(proxyBeanMethods = false)
    static class AnyNames {

        @Bean
        @Primary
        Registry anyNames() {
            return Registry.builder().utf8Names(true).build();
        }
    }

    /** Scrapers that know no dots would take the series of both methods for the same, so the later ones are refused. */
    static class Shop {

        @Timed(name = "order_seconds", labels = "shop.name=north")
        @InProgress(name = "orders_in_progress", labels = "shop.name=north")
        @CountExceptions(name = "order_failures_total", labels = "shop.name=north")
        public void orderInTheNorth() {}

        @Timed(name = "order_seconds", labels = "shop_name=#shop")
        @Timed(name = "order_by_shop_seconds", labels = "shop=#shop")
        @InProgress(name = "orders_in_progress", labels = "shop_name=#shop")
        @InProgress(name = "orders_by_shop_in_progress", labels = "shop=#shop")
        @CountExceptions(name = "order_failures_total", labels = "shop_name=#shop")
        @CountExceptions(name = "order_failures_by_shop_total", labels = "shop=#shop")
        public void order(String shop) {
            throw new IllegalStateException(shop);
        }
    }

    @Test
    void aRecordingThatFailsKeepsNoOtherOfTheCallFromWorking() {
        try (AspectContext context = AspectContext.of(AnyNames.class, Shop.class)) {
            Shop shop = context.bean(Shop.class);

            assertThat(Failures.of(() -> shop.order("south")))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("south");

            TextExposition scrape = context.scrape();
            assertThat(scrape.value("order_by_shop_seconds_count", "shop", "south"))
                    .isEqualTo(1);
            assertThat(scrape.value("orders_by_shop_in_progress", "shop", "south"))
                    .isZero();
            assertThat(scrape.value("order_failures_by_shop_total", "shop", "south"))
                    .isEqualTo(1);
            assertThat(context.errors(Shop.class, "order")).isEqualTo(3);
        }
    }

    interface Greeter {

        String greet();
    }

    static class PoliteGreeter implements Greeter {

        @Override
        @Timed
        public String greet() {
            return "hello";
        }
    }

    /** As where the stack or the memory is at its end. */
    @Test
    void whateverTheBeginningAndTheEndOfAMeasurementThrowStaysOutOfTheCall() {
        InstrumentationErrors errors = new InstrumentationErrors();
        AnnotatedMethod method =
                new AnnotatedType(PoliteGreeter.class).methods().iterator().next();
        CallMeasurement failingAtFirst = new CallMeasurement(method, errors) {
            @Override
            Object begin(@Nullable Object[] arguments) {
                throw new StackOverflowError();
            }
        };
        CallMeasurement failingAtLast = new CallMeasurement(method, errors) {
            @Override
            Object begin(@Nullable Object[] arguments) {
                return "begun";
            }

            @Override
            void undo(Object begun) {
                throw new StackOverflowError();
            }

            @Override
            void end(
                    long startNanos,
                    @Nullable Object[] arguments,
                    @Nullable Object result,
                    @Nullable Throwable failure) {
                throw new OutOfMemoryError();
            }
        };

        assertThat(measured(failingAtFirst).greet()).isEqualTo("hello");
        assertThat(failures(errors, method)).isEqualTo(1);
        assertThat(measured(failingAtLast).greet()).isEqualTo("hello");
        assertThat(failures(errors, method)).isEqualTo(3);
    }

    private static Greeter measured(CallMeasurement measurement) {
        ProxyFactory proxy = new ProxyFactory(new PoliteGreeter());
        MethodInterceptor advice = measurement::measure;
        proxy.addAdvice(advice);
        return (Greeter) proxy.getProxy();
    }

    private static double failures(InstrumentationErrors errors, AnnotatedMethod method) {
        return ((Counter) errors.collector()).labelValues(method.site()).get();
    }
}
