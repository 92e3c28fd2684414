package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Registry;
import io.metricskit.annotation.Timed;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.testkit.Polling;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tests that a context takes everything with it when it closes. */
final class ContextLifeCycleTests {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AopAutoConfiguration.class,
                    MetricsRegistryAutoConfiguration.class,
                    MetricsExpositionAutoConfiguration.class,
                    MetricsAspectsAutoConfiguration.class,
                    MetricsRequestsAutoConfiguration.class,
                    MetricsServletRequestsAutoConfiguration.class,
                    MetricsServletEndpointAutoConfiguration.class))
            .withUserConfiguration(Application.class);

    @Test
    void fiftyContextsLeaveNoThreadAndNoRegistry() {
        List<WeakReference<Registry>> registries = new ArrayList<>();
        openAndClose(registries);
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        for (int i = 0; i < 50; i++) {
            openAndClose(registries);
        }

        Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
        left.removeAll(before);
        assertThat(left).isEmpty();
        Polling.until(
                "all registries are collected",
                Duration.ofSeconds(30),
                () -> {
                    System.gc();
                    return registries.stream()
                            .filter(registry -> registry.get() != null)
                            .count();
                },
                reachable -> reachable == 0);
    }

    private void openAndClose(List<WeakReference<Registry>> registries) {
        runner.run(context -> {
            context.getBean(Service.class).call();
            context.getBean(Exposition.class).write(ExpositionFormat.TEXT, OutputStream.nullOutputStream());
            registries.add(new WeakReference<>(context.getBean(Registry.class)));
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        Service service() {
            return new Service();
        }
    }

    static class Service {

        @Timed
        public void call() {}
    }
}
