package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.annotation.Timed;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;

/** Tests for beans that are created too early for a proxy, in an application that is not under test. */
final class EarlyBeanTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AopAutoConfiguration.class,
                    MetricsRegistryAutoConfiguration.class,
                    MetricsExpositionAutoConfiguration.class,
                    MetricsAspectsAutoConfiguration.class))
            .withPropertyValues("metrics.aspects.strict=true");

    @Test
    void aBeanThatAPostProcessorOfDefinitionsNeedsIsNotTakenForATestDouble() {
        runner.withUserConfiguration(Ordering.class)
                .withClassLoader(new FilteredClassLoader(TestContext.class))
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining(Stock.class.getName() + ".count")
                        .hasMessageContaining("was created without a proxy"));
    }

    @Test
    void aBeanThatAPostProcessorWithoutAnOrderNeedsIsNotTakenForATestDoubleInTestsEither() {
        runner.withUserConfiguration(Orderless.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining(Stock.class.getName() + ".count")
                        .hasMessageContaining("was created without a proxy"));
    }

    @Test
    void aPostProcessorOfDefinitionsIsNoTestDoubleItself() {
        runner.withBean(MeasuredPostProcessor.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining(MeasuredPostProcessor.class.getName() + ".count")
                        .hasMessageContaining("was created without a proxy"));
    }

    static class MeasuredPostProcessor implements BeanFactoryPostProcessor, Ordered {

        @Timed
        public void count() {}

        @Override
        public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {}

        @Override
        public int getOrder() {
            return 0;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Ordering {

        @Bean
        static Stock stock() {
            return new Stock();
        }

        @Bean
        static EarlyPostProcessor earlyPostProcessor(Stock stock) {
            return new EarlyPostProcessor(stock);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Orderless {

        @Bean
        static Stock stock() {
            return new Stock();
        }

        @Bean
        static BeanFactoryPostProcessor orderlessPostProcessor(Stock stock) {
            return beans -> assertThat(stock.count()).isEqualTo(1);
        }
    }

    static class Stock {

        @Timed
        public int count() {
            return 1;
        }
    }

    static class EarlyPostProcessor implements BeanFactoryPostProcessor, Ordered {

        EarlyPostProcessor(Stock stock) {
            stock.count();
        }

        @Override
        public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {}

        @Override
        public int getOrder() {
            return 0;
        }
    }
}
