package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Counter;
import io.metricskit.Gauge;
import io.metricskit.MetricConflictException;
import io.metricskit.Registry;
import io.metricskit.annotation.Timed;
import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.MetricType;
import io.metricskit.model.SampleSink;
import io.metricskit.spring.aop.SecondCreatorOfProxies;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

final class CollectorBeansTests {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MetricsRegistryAutoConfiguration.class, MetricsExpositionAutoConfiguration.class));

    private static Gauge gauge(String name) {
        return Gauge.builder(name).help("A bean.").build();
    }

    @Configuration(proxyBeanMethods = false)
    static class Unregistered {

        @Bean
        Collector queueSize() {
            return Gauge.builder("queue_size")
                    .help("Orders that wait.")
                    .callback(() -> 3)
                    .build();
        }

        @Bean
        Counter orders() {
            return Counter.builder("orders_total").help("Orders.").build();
        }
    }

    @Test
    void collectorsAndMetricsAmongTheBeansAreRegistered() {
        context.withUserConfiguration(Unregistered.class)
                .run(started -> assertThat(started.getBean(Registry.class).collectors())
                        .containsExactly(
                                started.getBean(Counter.class), started.getBean("queueSize", Collector.class)));
    }

    @Configuration(proxyBeanMethods = false)
    static class Missing {

        @Bean
        @Nullable Collector missing() {
            return null;
        }
    }

    @Test
    void aMethodThatMakesNoneIsLeftOut() {
        context.withUserConfiguration(Missing.class, Unregistered.class)
                .run(started ->
                        assertThat(started.getBean(Registry.class).collectors()).hasSize(2));
    }

    @Test
    void alsoWhereBeansAreMadeLate() {
        context.withUserConfiguration(Unregistered.class)
                .withInitializer(application ->
                        application.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(started ->
                        assertThat(started.getBean(Registry.class).collectors()).hasSize(2));
    }

    @Configuration(proxyBeanMethods = false)
    static class Registered {

        @Bean
        @Primary
        Registry first() {
            return new Registry();
        }

        @Bean
        Registry second() {
            return new Registry();
        }

        @Bean
        Gauge inTheFirst(Registry registry) {
            return Gauge.builder("in_the_first").help("A bean.").register(registry);
        }

        @Bean
        Gauge inTheSecond(@Qualifier("second") Registry second) {
            return Gauge.builder("in_the_second").help("A bean.").register(second);
        }
    }

    @Test
    void thoseThatAreInARegistryStayWhereTheyAre() {
        context.withUserConfiguration(Registered.class).run(started -> {
            assertThat(started.getBean(Registry.class).collectors())
                    .containsExactly(started.getBean("inTheFirst", Gauge.class));
        });
    }

    @Test
    void theRegistriesAmongTheBeansAreLookedUpOnceForAllCollectors() {
        assertThat(registriesMadeFor("a", "b", "c", "d")).isEqualTo(registriesMadeFor("a"));
    }

    private int registriesMadeFor(String... gauges) {
        AtomicInteger made = new AtomicInteger();
        Supplier<Registry> counting = () -> {
            made.incrementAndGet();
            return new Registry();
        };
        ApplicationContextRunner runner = context.withBean(
                        "usual", Registry.class, Registry::new, definition -> definition.setPrimary(true))
                .withBean(
                        "madeAnew",
                        Registry.class,
                        counting,
                        definition -> definition.setScope(BeanDefinition.SCOPE_PROTOTYPE));
        for (String gauge : gauges) {
            runner = runner.withBean(gauge, Gauge.class, () -> gauge(gauge));
        }
        runner.run(
                started -> assertThat(started.getBean("usual", Registry.class).collectors())
                        .hasSameSizeAs(gauges));
        return made.get();
    }

    static class SelfRegistering implements Collector {

        private final Collector delegate = gauge("self_registering");

        SelfRegistering(Registry registry) {
            registry.register(this);
        }

        @Override
        public Descriptor descriptor() {
            return delegate.descriptor();
        }

        @Override
        public void collect(SampleSink sink) {
            delegate.collect(sink);
        }

        @Timed
        public void refresh() {}
    }

    @Test
    void oneThatRegistersItselfStaysWhereItIsAlsoBehindProxies() {
        ApplicationContextRunner proxying = context.withConfiguration(
                        AutoConfigurations.of(AopAutoConfiguration.class, MetricsAspectsAutoConfiguration.class))
                .withBean("own", SelfRegistering.class);
        for (ApplicationContextRunner each :
                List.of(proxying, proxying.withUserConfiguration(SecondCreatorOfProxies.class))) {
            each.run(started -> {
                assertThat(started).hasNotFailed();
                assertThat(AopUtils.isAopProxy(started.getBean("own"))).isTrue();
                assertThat(started.getBean(Registry.class).collectors())
                        .filteredOn(SelfRegistering.class::isInstance)
                        .singleElement()
                        .isNotSameAs(started.getBean("own"));
            });
        }
    }

    @Test
    void oneThatIsMadeAnewForEachUserIsNotRegistered() {
        context.withBean("each", Gauge.class, () -> gauge("each"), definition -> definition.setScope("prototype"))
                .run(started ->
                        assertThat(started.getBean(Registry.class).collectors()).isEmpty());
    }

    @Test
    void oneInTheDefaultRegistryStaysThere() {
        Gauge shared = Gauge.builder("in_the_default_registry").help("A bean.").register();
        try {
            context.withBean(Gauge.class, () -> shared).run(started -> {
                assertThat(started.getBean(Registry.class).collectors()).isEmpty();
                assertThat(Registry.defaultRegistry().collectors()).contains(shared);
            });
        } finally {
            Registry.defaultRegistry().unregister("in_the_default_registry");
        }
    }

    @Test
    void twoOfOneNameFailTheStart() {
        context.withBean("one", Gauge.class, () -> gauge("same"))
                .withBean("other", Gauge.class, () -> gauge("same"))
                .run(started -> assertThat(started)
                        .getFailure()
                        .hasMessageContaining("'other'")
                        .cause()
                        .isInstanceOf(MetricConflictException.class)
                        .hasMessageContaining("gauge 'same'"));
    }

    @Test
    void aRegistryThatLivesLongerIsAsItWas() {
        Registry registry = new Registry();
        Gauge stays = Gauge.builder("stays").help("Not a bean.").register(registry);

        context.withBean(Registry.class, () -> registry)
                .withUserConfiguration(Unregistered.class)
                .run(started -> assertThat(registry.collectors()).hasSize(3));

        assertThat(registry.collectors()).containsExactly(stays);
    }

    static class Closing implements Collector, DisposableBean {

        private boolean closed;

        @Override
        public Descriptor descriptor() {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            return new Descriptor("closing", "Not there for long.", MetricType.GAUGE);
        }

        @Override
        public void collect(SampleSink sink) {}

        @Override
        public void destroy() {
            closed = true;
        }
    }

    @Test
    void oneThatIsClosedEarlierIsTakenOutOfARegistryThatLivesLongerToo() {
        Registry registry = new Registry();

        context.withBean(Registry.class, () -> registry)
                .withBean(Closing.class)
                .withUserConfiguration(Unregistered.class)
                .withInitializer(application ->
                        application.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(started -> assertThat(registry.collectors()).hasSize(3));

        assertThat(registry.collectors()).isEmpty();
    }

    /** A collector that equals each other one. */
    record Constant() implements Collector {

        @Override
        public Descriptor descriptor() {
            return new Descriptor("constant", "Always the same.", MetricType.GAUGE);
        }

        @Override
        public void collect(SampleSink sink) {}
    }

    @Test
    void whatHasTakenThePlaceOfABeanInARegistryThatLivesLongerStays() {
        Registry registry = new Registry();
        Constant other = new Constant();

        context.withBean(Registry.class, () -> registry)
                .withBean(Constant.class)
                .run(started -> {
                    assertThat(registry.unregister("constant")).isTrue();
                    registry.register(other);
                });

        assertThat(registry.collectors()).singleElement().isSameAs(other);
    }

    @Test
    void nothingIsRegisteredWhereMetricsAreSwitchedOff() {
        context.withUserConfiguration(Unregistered.class)
                .withPropertyValues("metrics.enabled=false")
                .run(started ->
                        assertThat(started.getBean(Registry.class).collectors()).isEmpty());
    }
}
