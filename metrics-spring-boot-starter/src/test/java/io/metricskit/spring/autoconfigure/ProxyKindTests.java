package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Registry;
import io.metricskit.Summary;
import io.metricskit.annotation.Timed;
import io.metricskit.model.Labels;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Tests for annotations in a class that a proxy can only serve by its interfaces, with the settings of Spring Boot. */
final class ProxyKindTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AopAutoConfiguration.class,
                    MetricsRegistryAutoConfiguration.class,
                    MetricsExpositionAutoConfiguration.class,
                    MetricsAspectsAutoConfiguration.class))
            .withBean(FinalShop.class);

    interface Shop {

        void order();
    }

    static final class FinalShop implements Shop {

        @Override
        @Timed("order_seconds")
        public void order() {}
    }

    @Test
    void aFinalClassIsLeftAloneWhereProxiesExtendClasses() {
        runner.run(context -> assertThat(context).hasNotFailed().hasSingleBean(FinalShop.class));
    }

    @Test
    void aFinalClassIsMeasuredWhereProxiesImplementInterfaces() {
        runner.withPropertyValues("spring.aop.proxy-target-class=false", "metrics.aspects.strict=true")
                .run(context -> {
                    context.getBean(Shop.class).order();

                    assertThat(orders(context.getBean(Registry.class))).isEqualTo(1);
                });
    }

    private static long orders(Registry registry) {
        return ((Summary) registry.get("order_seconds")).get(Labels.of()).count();
    }
}
