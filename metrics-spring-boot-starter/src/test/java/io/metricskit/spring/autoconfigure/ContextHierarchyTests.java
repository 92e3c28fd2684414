package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Registry;
import io.metricskit.annotation.Timed;
import io.metricskit.http.MetricsServer;
import io.metricskit.spring.InstrumentationErrors;
import io.metricskit.spring.aop.AnnotatedMethods;
import io.metricskit.spring.aop.CountExceptionsAspect;
import io.metricskit.spring.aop.InProgressAspect;
import io.metricskit.spring.aop.TimedAspect;
import io.metricskit.spring.web.ExcludedPaths;
import io.metricskit.spring.web.RequestLabels;
import io.metricskit.spring.web.RequestMetrics;
import io.metricskit.testkit.Polling;
import io.metricskit.testkit.ScrapeClient;
import io.metricskit.testkit.TextExposition;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tests for contexts below a common parent, of which each is configured automatically and has a web server. */
@ExtendWith(OutputCaptureExtension.class)
final class ContextHierarchyTests {

    private ConfigurableApplicationContext parent;
    private ConfigurableApplicationContext shop;
    private ConfigurableApplicationContext office;

    private void start(Class<?> parentSource, String... properties) {
        parent = new SpringApplicationBuilder(parentSource)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off")
                .properties(properties)
                .run();
        shop = child(ShopApplication.class, properties);
        office = child(OfficeApplication.class, properties);
    }

    private ConfigurableApplicationContext child(Class<?> source, String... properties) {
        return new SpringApplicationBuilder(source)
                .parent(parent)
                .web(WebApplicationType.SERVLET)
                .properties("server.port=0", "spring.main.banner-mode=off")
                .properties(properties)
                .run();
    }

    @AfterEach
    void close() {
        for (ConfigurableApplicationContext context : new ConfigurableApplicationContext[] {office, shop, parent}) {
            if (context != null) {
                context.close();
            }
        }
    }

    @Test
    void eachContextShowsItsOwnMetricsAndThoseOfItsParent() {
        start(CommonApplication.class, "metrics.const-labels.application=shops");
        ScrapeClient.get(uri(shop, "/hello"));
        shop.getBean(Shop.class).sell();
        shop.getBean(Stock.class).count();

        TextExposition shopPage = ScrapeClient.scrape(uri(shop, "/metrics"));
        assertThat(shopPage.value("sell_seconds_count", "application", "shops")).isEqualTo(1);
        assertThat(shopPage.value("stock_seconds_count", "application", "shops"))
                .isEqualTo(1);
        assertThat(shopPage.samples("http_server_request_duration_seconds_count"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.value()).isEqualTo(1));

        TextExposition officePage = ScrapeClient.scrape(uri(office, "/metrics"));
        assertThat(officePage.hasFamily("sell_seconds")).isFalse();
        assertThat(officePage.value("file_seconds_count", "application", "shops"))
                .isZero();
        assertThat(officePage.value("stock_seconds_count", "application", "shops"))
                .isEqualTo(1);
        assertThat(officePage.samples("http_server_request_duration_seconds_count"))
                .isEmpty();
    }

    @Test
    void annotationsAreLookedAtInEachContextAtItsStart(CapturedOutput output) {
        start(CommonApplication.class);

        assertThat(ScrapeClient.scrape(uri(shop, "/metrics")).value("sell_seconds_count"))
                .isZero();
        assertThat(output).containsOnlyOnce("Shop.wrap: the annotation has no effect");
    }

    @Test
    void theRegistryAndTheAspectsThatAParentDefinesItselfServeTheWholeHierarchy() {
        start(OwnApplication.class);
        shop.getBean(Shop.class).sell();

        Registry own = parent.getBean(Registry.class);
        assertThat(shop.getBean(RegistryUser.class).registry()).isSameAs(own);
        assertThat(own.summary("sell_seconds", "Time to sell.").get().count()).isEqualTo(1);
        assertThat(ScrapeClient.scrape(uri(shop, "/metrics")).value("sell_seconds_count"))
                .isEqualTo(1);
    }

    @Test
    void theRegistryThatAGrandparentDefinesItselfServesTheContextsBelowItsChildToo() {
        ApplicationContextRunner runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MetricsRegistryAutoConfiguration.class));
        Registry own = new Registry();

        runner.withBean("shops", Registry.class, () -> own)
                .run(grandparent -> runner.withParent(grandparent)
                        .run(middle -> runner.withParent(middle)
                                .run(context -> assertThat(context.getBean(Registry.class))
                                        .isSameAs(own))));
    }

    @Test
    void theServerOfAParentShowsAllContextsBelowThatUseTheRegistryAndTheRequestMetricsOfTheParent(
            CapturedOutput output) {
        start(ServingApplication.class, "metrics.server.enabled=true", "metrics.server.port=0");
        shop.getBean(Shop.class).sell();
        ScrapeClient.get(uri(shop, "/hello"));

        URI served = URI.create(parent.getBean(MetricsServer.class).metricsUrl());
        assertThat(ScrapeClient.scrape(served).value("sell_seconds_count")).isEqualTo(1);
        assertThat(ScrapeClient.scrape(served).value("file_seconds_count")).isZero();
        // The client has its response before the request is recorded.
        Polling.until(
                "the request",
                Duration.ofSeconds(20),
                () -> ScrapeClient.scrape(served),
                page -> page.samples("http_server_request_duration_seconds_count").stream()
                        .anyMatch(sample -> sample.value() == 1));
        assertThat(output).doesNotContain("does not serve");
    }

    private static URI uri(ConfigurableApplicationContext context, String path) {
        return URI.create(
                "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + path);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class CommonApplication {

        @Bean
        Stock stock() {
            return new Stock();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class OwnApplication {

        @Bean
        static Registry shops() {
            return new Registry();
        }

        @Bean
        static AnnotatedMethods annotated(Registry registry) {
            return new AnnotatedMethods(() -> registry, false, new InstrumentationErrors());
        }

        @Bean
        static TimedAspect timed(AnnotatedMethods methods) {
            return new TimedAspect(methods, 0);
        }

        @Bean
        static InProgressAspect inProgress(AnnotatedMethods methods) {
            return new InProgressAspect(methods, 0);
        }

        @Bean
        static CountExceptionsAspect countExceptions(AnnotatedMethods methods) {
            return new CountExceptionsAspect(methods, 0);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class ServingApplication {

        @Bean
        Registry shops() {
            return new Registry();
        }

        @Bean
        RequestMetrics requests(InstrumentationErrors errors) {
            return new RequestMetrics(
                    new Registry(), ExcludedPaths.none(), RequestLabels.ofTemplates(), errors, 0.1, 1, 10);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class ShopApplication {

        @Bean
        Shop shop() {
            return new Shop();
        }

        @Bean
        Hello hello() {
            return new Hello();
        }

        @Bean
        RegistryUser registryUser(Registry injected) {
            return new RegistryUser(injected);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class OfficeApplication {

        @Bean
        Office office() {
            return new Office();
        }
    }

    record RegistryUser(Registry registry) {}

    @RestController
    static class Hello {

        @GetMapping("/hello")
        String hello() {
            return "hello";
        }
    }

    static class Stock {

        @Timed(name = "stock_seconds", help = "Time to count the stock.")
        public void count() {}
    }

    static class Shop {

        @Timed(name = "sell_seconds", help = "Time to sell.")
        public void sell() {
            wrap();
        }

        @Timed
        private void wrap() {}
    }

    static class Office {

        @Timed(name = "file_seconds", help = "Time to file a letter.")
        public void file() {}
    }
}
