package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans that several proxies surround, one inside the other. */
final class NestedProxyTests {

    interface Orders {

        @Measured
        String order(String item);
    }

    static class Shop implements Orders {

        @Override
        public String order(String item) {
            return item;
        }
    }

    @Test
    void aCallThroughTwoProxiesWithTheAspectsIsMeasuredOnce() {
        for (boolean interfaces : new boolean[] {false, true}) {
            try (AspectContext context = interfaces
                    ? AspectContext.withInterfaceProxies(SecondCreatorOfProxies.class, Shop.class)
                    : AspectContext.of(SecondCreatorOfProxies.class, Shop.class)) {
                Orders orders = context.bean(Orders.class);
                orders.order("tea");
                orders.order("milk");

                new MeasuredCalls(context).are(0, 0, "tea", "milk");
            }
        }
    }

    @Test
    void aCallThroughTheProxiesOfTwoContextsIsMeasuredInEach() {
        try (AspectContext inner = AspectContext.of(Shop.class)) {
            Shop shop = inner.bean(Shop.class);
            try (AspectContext outer =
                    AspectContext.defining(context -> context.registerBean("shop", Shop.class, () -> shop))) {
                outer.bean(Orders.class).order("tea");

                new MeasuredCalls(outer).are(0, 0, "tea");
                new MeasuredCalls(inner).are(0, 0, "tea");
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OtherProxyAroundTheShop {

        @Bean
        static BeanNameAutoProxyCreator creatorByName() {
            BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
            creator.setBeanNames("shop");
            creator.setInterceptorNames("bystander");
            creator.setProxyTargetClass(true);
            return creator;
        }

        @Bean
        static MethodInterceptor bystander() {
            return call -> call.proceed();
        }

        @Bean
        Shop shop() {
            return new Shop();
        }
    }

    @Test
    void aBeanThatIsMeasuredInsideAnotherProxyIsNoProblem() {
        try (AspectContext context = AspectContext.strict(OtherProxyAroundTheShop.class)) {
            context.bean(Shop.class).order("tea");

            new MeasuredCalls(context).are(0, 0, "tea");
        }
    }

    static class Decoration implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String beanName) {
            return bean instanceof Orders orders ? (Orders) item -> orders.order(item + ", wrapped") : bean;
        }
    }

    @Test
    void aBeanThatIsMeasuredInsideADecoratorIsNoProblem() {
        try (AspectContext context = AspectContext.strict(Decoration.class, Shop.class)) {
            assertThat(context.scrape().value("work_in_progress")).isZero();
            context.bean(Orders.class).order("tea");

            new MeasuredCalls(context).are(0, 0, "tea, wrapped");
        }
    }
}
