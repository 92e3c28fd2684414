package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.jvm.JvmMetrics;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tests for what a scrape says of the JVM and its process without being asked. */
final class RuntimeMetricsTests {

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MetricsRegistryAutoConfiguration.class, MetricsExpositionAutoConfiguration.class));

    @Test
    void theyAreShownWithTheLabelsOfTheApplication() {
        contexts.withPropertyValues("metrics.const-labels.application=shop").run(context -> {
            TextExposition page = page(context);

            assertThat(page.value("jvm_memory_used_bytes", "application", "shop", "area", "heap"))
                    .isPositive();
            assertThat(page.value("process_start_time_seconds", "application", "shop"))
                    .isPositive();
            assertThat(context.getBean(Registry.class).collectors()).isEmpty();
        });
    }

    @Test
    void eachOfTheTwoIsTurnedOffByAProperty() {
        contexts.withPropertyValues("metrics.jvm.enabled=false")
                .run(context -> assertThat(page(context).familyNames())
                        .contains("process_start_time_seconds")
                        .noneMatch(name -> name.startsWith("jvm_")));
        contexts.withPropertyValues("metrics.process.enabled=false")
                .run(context -> assertThat(page(context).familyNames())
                        .contains("jvm_threads_current")
                        .noneMatch(name -> name.startsWith("process_")));
    }

    @Test
    void anApplicationMayHaveThemInARegistryOfItsOwn() {
        contexts.withUserConfiguration(OwnRegistry.class)
                .run(context ->
                        assertThat(page(context).has("jvm_threads_peak")).isTrue());
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnRegistry {

        @Bean
        Registry registry() {
            Registry registry = new Registry();
            JvmMetrics.register(registry);
            return registry;
        }
    }

    private static TextExposition page(ApplicationContext context) throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        context.getBean(Exposition.class).write(ExpositionFormat.TEXT, page);
        return TextExposition.checked(page.toByteArray()).requireNameOrder();
    }
}
