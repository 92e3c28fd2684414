package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Registry;
import io.metricskit.annotation.Timed;
import io.metricskit.testkit.TextExposition;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.EnableAspectJAutoProxy;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What is there before the first call, whichever way a bean comes into being. */
@ExtendWith(OutputCaptureExtension.class)
final class StartupTests {

    @Test
    void seriesWithConstantLabelsAreThereBeforeTheFirstCall(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(AnnotatedShop.class)) {
            TextExposition scrape = context.scrape();

            assertThat(scrape.value("order_seconds_count", "route", "/orders")).isZero();
            assertThat(scrape.value("orders_in_progress")).isZero();
            assertThat(scrape.value("order_failures_total", "route", "/orders", "kind", "book"))
                    .isZero();
            assertThat(scrape.value("pay_seconds_count")).isZero();
            assertThat(output).contains("Measuring the calls of 2 annotated methods");
        }
    }

    @Lazy
    static class LazyShop extends AnnotatedShop {

        static final AtomicInteger CREATED = new AtomicInteger();

        LazyShop() {
            CREATED.incrementAndGet();
        }
    }

    @Test
    void aLazyBeanIsLookedAtAndNotCreated() {
        try (AspectContext context = AspectContext.of(LazyShop.class)) {
            assertThat(LazyShop.CREATED).hasValue(0);
            assertThat(context.scrape().value("order_seconds_count", "route", "/orders"))
                    .isZero();

            context.bean(LazyShop.class).order();
            assertThat(context.scrape().value("order_seconds_count", "route", "/orders"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aDefinitionThatOthersInheritIsNoBeanItself(CapturedOutput output) {
        Consumer<AnnotationConfigApplicationContext> template = context -> context.registerBeanDefinition(
                "template",
                BeanDefinitionBuilder.rootBeanDefinition(AnnotatedShop.class)
                        .setAbstract(true)
                        .getBeanDefinition());

        try (AspectContext context = AspectContext.defining(template)) {
            assertThat(context.scrape().hasFamily("order_seconds")).isFalse();
            assertThat(output).doesNotContain("Measuring the calls");
        }
    }

    @Timed
    static class TenMethods {

        public void m0() {}

        public void m1() {}

        public void m2() {}

        public void m3() {}

        public void m4() {}

        public void m5() {}

        public void m6() {}

        public void m7() {}

        public void m8() {}

        public void m9() {}
    }

    static class ElevenMethods extends TenMethods {

        public void more() {}
    }

    @Test
    void theLogNamesTenMeasuredMethodsAndSaysSoWhereThereAreOthers(CapturedOutput output) {
        AspectContext.of(TenMethods.class).close();
        assertThat(output)
                .contains("Measuring the calls of 10 annotated methods: ")
                .contains(TenMethods.class.getName() + ".m9")
                .doesNotContain("and others");

        AspectContext.of(ElevenMethods.class).close();
        assertThat(output)
                .contains("Measuring the calls of 11 annotated methods: ")
                .containsOnlyOnce(" and others");
    }

    @Scope("prototype")
    static class PrototypeShop extends AnnotatedShop {}

    @Test
    void allObjectsOfAPrototypeBeanShareTheirSeries() {
        try (AspectContext context = AspectContext.of(PrototypeShop.class)) {
            assertThat(context.scrape().value("order_seconds_count", "route", "/orders"))
                    .isZero();
            context.bean(PrototypeShop.class).order();
            context.bean(PrototypeShop.class).order();

            assertThat(context.scrape().value("order_seconds_count", "route", "/orders"))
                    .isEqualTo(2);
        }
    }

    @Scope(value = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
    static class ScopedShop extends AnnotatedShop {

        @Timed
        public void refund() {}
    }

    @Test
    void aCallThroughAScopedProxyIsMeasuredOnce(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(ScopedShop.class)) {
            context.bean(ScopedShop.class).refund();

            assertThat(context.scrape().samples("method_duration_seconds_count"))
                    .singleElement()
                    .satisfies(sample -> {
                        assertThat(sample.label("class")).contains(ScopedShop.class.getName());
                        assertThat(sample.value()).isEqualTo(1);
                    });
            assertThat(output).doesNotContain("WARN");
        }
    }

    interface Orders {

        @Timed
        void order();
    }

    static class OrdersFactory implements FactoryBean<Orders> {

        @Override
        public Orders getObject() {
            return (Orders) Proxy.newProxyInstance(
                    Orders.class.getClassLoader(), new Class<?>[] {Orders.class}, (proxy, method, arguments) -> null);
        }

        @Override
        public Class<?> getObjectType() {
            return Orders.class;
        }
    }

    @Test
    void aProxyThatAFactoryMakesGoesByTheNameOfItsInterface() {
        try (AspectContext context = AspectContext.of(OrdersFactory.class)) {
            assertThat(context.scrape().samples("method_duration_seconds_count"))
                    .hasSize(1);
            context.bean(Orders.class).order();

            TextExposition scrape = context.scrape();
            assertThat(scrape.samples("method_duration_seconds_count")).hasSize(1);
            assertThat(scrape.value(
                            "method_duration_seconds_count", "class", Orders.class.getName(), "method", "order"))
                    .isEqualTo(1);
        }
    }

    static class HiddenOrders implements Orders {

        @Override
        public void order() {}
    }

    @Configuration(proxyBeanMethods = false)
    static class HiddenOrdersConfiguration {

        @Bean
        @Lazy
        Orders orders() {
            return new HiddenOrders();
        }
    }

    @Test
    void aBeanWhoseClassIsKnownOnlyWhenItIsCreatedIsMeasuredFromItsFirstCall() {
        try (AspectContext context = AspectContext.of(HiddenOrdersConfiguration.class)) {
            assertThat(context.scrape().hasFamily("method_duration_seconds")).isFalse();
            context.bean(Orders.class).order();

            assertThat(context.scrape()
                            .value(
                                    "method_duration_seconds_count",
                                    "class",
                                    HiddenOrders.class.getName(),
                                    "method",
                                    "order"))
                    .isEqualTo(1);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAspectJAutoProxy(proxyTargetClass = true)
    static class MakesProxies {}

    @Test
    void theBeansOfAChildContextAreMeasuredFromTheirFirstCallWhereTheContextMakesProxies() {
        for (boolean makesProxies : new boolean[] {false, true}) {
            try (AspectContext context = AspectContext.of(Clock.class);
                    AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
                child.setParent(context.spring());
                child.register(AnnotatedShop.class);
                if (makesProxies) {
                    child.register(MakesProxies.class);
                }
                child.refresh();
                assertThat(context.scrape().hasFamily("order_seconds")).isFalse();
                child.getBean(AnnotatedShop.class).order();

                assertThat(context.scrape().has("order_seconds_count", "route", "/orders"))
                        .isEqualTo(makesProxies);
            }
        }
    }

    @WebFilter("/orders")
    static class OrdersFilter implements Filter {

        @Override
        @Timed("filter_seconds")
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) {}
    }

    @Test
    void aFilterThatIsScannedForIsMeasuredFromItsFirstCall() throws Exception {
        // As @ServletComponentScan defines it, which itself works in embedded servers only.
        Consumer<AnnotationConfigApplicationContext> scanned = context -> context.registerBeanDefinition(
                "registration",
                BeanDefinitionBuilder.rootBeanDefinition(FilterRegistrationBean.class)
                        .addPropertyValue("filter", new RootBeanDefinition(OrdersFilter.class))
                        .getBeanDefinition());

        try (AspectContext context = AspectContext.defining(scanned)) {
            assertThat(context.scrape().hasFamily("filter_seconds")).isFalse();
            context.bean(FilterRegistrationBean.class)
                    .getFilter()
                    .doFilter(new MockHttpServletRequest(), new MockHttpServletResponse(), new MockFilterChain());

            assertThat(context.scrape().value("filter_seconds_count")).isEqualTo(1);
        }
    }

    @Test
    void aBeanWhoseProxyHidesThatItIsOneIsMeasuredWithoutAWarning(CapturedOutput output) {
        Consumer<AnnotationConfigApplicationContext> opaque = context -> {
            context.register(AnnotatedShop.class);
            context.addBeanFactoryPostProcessor(
                    factory -> factory.getBeanDefinition(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME)
                            .getPropertyValues()
                            .add("opaque", true));
        };

        try (AspectContext context = AspectContext.defining(opaque)) {
            assertThat(context.bean(AnnotatedShop.class)).isNotInstanceOf(Advised.class);
            context.bean(AnnotatedShop.class).order();

            assertThat(context.scrape().value("order_seconds_count", "route", "/orders"))
                    .isEqualTo(1);
            assertThat(output).doesNotContain("WARN");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class StubbedStock {

        interface Stock {
            boolean has(String article);
        }

        @Bean
        Stock stock() {
            ClassLoader loader = Stock.class.getClassLoader();
            return (Stock) Proxy.newProxyInstance(loader, new Class<?>[] {Stock.class}, (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
            });
        }
    }

    @Test
    void aBeanWhoseObjectAnswersNoCallAtAllFailsNoStart() {
        try (AspectContext context = AspectContext.of(StubbedStock.class)) {
            assertThat(context.spring().isActive()).isTrue();
        }
    }

    static class EagerCaller implements InitializingBean {

        private final AnnotatedShop shop;

        EagerCaller(AnnotatedShop shop) {
            this.shop = shop;
        }

        @Override
        public void afterPropertiesSet() {
            shop.order();
        }
    }

    @Configuration
    static class Clock {

        @Bean
        String zone() {
            return "UTC";
        }

        @Timed("tick_seconds")
        public void tick() {}
    }

    static class ClockCaller implements InitializingBean {

        private final Clock clock;

        ClockCaller(Clock clock) {
            this.clock = clock;
        }

        @Override
        public void afterPropertiesSet() {
            clock.tick();
        }
    }

    @Test
    void aCallThatCannotBeMeasuredDuringTheStartIsCountedForTheUsersClass() {
        AtomicBoolean failed = new AtomicBoolean();
        Consumer<AnnotationConfigApplicationContext> failingOnce = context -> {
            context.register(Clock.class, ClockCaller.class);
            context.registerBean(
                    "registry",
                    Registry.class,
                    () -> {
                        if (failed.compareAndSet(false, true)) {
                            throw new IllegalStateException("not yet");
                        }
                        return new Registry();
                    },
                    definition -> definition.setLazyInit(true));
        };

        try (AspectContext context = AspectContext.defining(failingOnce)) {
            assertThat(context.errors(Clock.class, "tick")).isEqualTo(1);
            context.bean(Clock.class).tick();

            assertThat(context.scrape().value("tick_seconds_count")).isEqualTo(1);
        }
    }

    @Test
    void aCallThatABeanMakesDuringTheStartIsMeasured() {
        try (AspectContext context = AspectContext.of(AnnotatedShop.class, EagerCaller.class)) {
            assertThat(context.scrape().value("order_seconds_count", "route", "/orders"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aContextThatIsStartedAgainTakesTheProxyClassesOfTheFirstOne() {
        try (AspectContext first = AspectContext.of(AnnotatedShop.class);
                AspectContext second = AspectContext.of(AnnotatedShop.class)) {
            assertThat(second.bean(AnnotatedShop.class).getClass())
                    .isSameAs(first.bean(AnnotatedShop.class).getClass());

            second.bean(AnnotatedShop.class).order();

            assertThat(first.scrape().value("order_seconds_count", "route", "/orders"))
                    .isZero();
            assertThat(second.scrape().value("order_seconds_count", "route", "/orders"))
                    .isEqualTo(1);
        }
    }
}
