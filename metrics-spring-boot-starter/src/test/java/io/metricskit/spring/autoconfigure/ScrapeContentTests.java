package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Counter;
import io.metricskit.Registry;
import io.metricskit.testkit.TextExposition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** Tests for which metrics a scrape of an application shows, beside other applications in the JVM. */
final class ScrapeContentTests {

    @BeforeEach
    void registerByDefault() {
        Counter.builder("library_calls_total").help("Calls.").register().inc();
    }

    @AfterEach
    void unregister() {
        Registry.defaultRegistry().unregister("library_calls_total");
    }

    @Test
    void theDefaultRegistryIsIncludedUnderTheConstantLabelsOfTheApplication() {
        try (RunningApplication application =
                RunningApplication.start(Application.class, "metrics.const-labels.application=shop")) {
            application.registry().counter("orders_total", "Orders placed.").inc();

            TextExposition scrape = application.scrape("/metrics");

            assertThat(scrape.value("orders_total", "application", "shop")).isEqualTo(1);
            assertThat(scrape.value("library_calls_total", "application", "shop"))
                    .isEqualTo(1);
        }
    }

    @Test
    void theDefaultRegistryCanBeLeftOut() {
        try (RunningApplication application =
                RunningApplication.start(Application.class, "metrics.include-default-registry=false")) {
            assertThat(application.scrape("/metrics").hasFamily("library_calls_total"))
                    .isFalse();
        }
    }

    @Test
    void twoApplicationsInOneJvmDoNotCollide() {
        try (RunningApplication shop = RunningApplication.start(Application.class);
                RunningApplication bank = RunningApplication.start(Application.class)) {
            shop.registry().counter("orders_total", "Orders placed.").add(2);
            bank.registry().gauge("orders_total", "Orders waiting.").set(-3);

            assertThat(shop.scrape("/metrics").value("orders_total")).isEqualTo(2);
            assertThat(bank.scrape("/metrics").value("orders_total")).isEqualTo(-3);
            assertThat(shop.scrape("/metrics").value("library_calls_total")).isEqualTo(1);
            assertThat(bank.scrape("/metrics").value("library_calls_total")).isEqualTo(1);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
