package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.annotation.Timed;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** What is said at the first call of a method, and what was said before. */
@ExtendWith(OutputCaptureExtension.class)
final class FirstCallTests {

    private static final String DOUBT = "@Timed has the constant label 'app=${name}'";

    static class DoubtfulShop {

        @Timed(name = "order_seconds", labels = "app=${name}")
        public void order() {}
    }

    @Test
    void theFirstCallDoesNotSayAgainWhatTheStartHasWarnedAbout(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(DoubtfulShop.class)) {
            assertThat(output).containsOnlyOnce(DOUBT);
            context.bean(DoubtfulShop.class).order();

            assertThat(output).containsOnlyOnce(DOUBT);
        }
    }

    static class Shop {

        public void order() {}
    }

    @Configuration(proxyBeanMethods = false)
    static class HiddenDoubtfulShop {

        @Bean
        @Lazy
        Shop shop() {
            return new Shop() {
                @Override
                @Timed(name = "order_seconds", labels = "app=${name}")
                public void order() {}
            };
        }
    }

    @Test
    void anAnnotationThatTheStartCouldNotSeeIsWarnedAboutAtTheFirstCall(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(HiddenDoubtfulShop.class)) {
            Shop shop = context.bean(Shop.class);
            assertThat(output).doesNotContain(DOUBT);
            shop.order();
            shop.order();

            assertThat(output).containsOnlyOnce(DOUBT);
        }
    }

    interface Orders {

        @Timed(value = "a", name = "b")
        void order();
    }

    static class OrdersFactory implements FactoryBean<Object> {

        @Override
        public Object getObject() {
            return Proxy.newProxyInstance(
                    Orders.class.getClassLoader(), new Class<?>[] {Orders.class}, (proxy, method, arguments) -> null);
        }

        @Override
        public Class<?> getObjectType() {
            return Object.class;
        }
    }

    @Test
    void aWrongAnnotationOfAProxyThatTheStartCouldNotSeeIsCountedByTheNameOfTheInterface() {
        try (AspectContext context =
                AspectContext.defining(beans -> beans.registerBean("orders", OrdersFactory.class))) {
            Orders orders = (Orders) context.spring().getBean("orders");
            orders.order();
            orders.order();

            assertThat(context.errors(Orders.class, "order")).isEqualTo(2);
        }
    }
}
