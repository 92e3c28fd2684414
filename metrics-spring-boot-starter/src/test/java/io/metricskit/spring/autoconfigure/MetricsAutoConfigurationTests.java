package io.metricskit.spring.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Gauge;
import io.metricskit.Registry;
import io.metricskit.Summary;
import io.metricskit.annotation.Timed;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ScrapeRequest;
import io.metricskit.exposition.ScrapeResponse;
import io.metricskit.model.Labels;
import io.metricskit.spring.InstrumentationErrors;
import io.metricskit.spring.aop.AnnotatedMethods;
import io.metricskit.spring.aop.CountExceptionsAspect;
import io.metricskit.spring.aop.InProgressAspect;
import io.metricskit.spring.aop.TimedAspect;
import io.metricskit.spring.web.MetricsController;
import io.metricskit.spring.web.MetricsHandlerMapping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.aspectj.weaver.Advice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.Advisor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.DispatcherServlet;

/** Tests for what the auto-configurations make under which conditions. */
@ExtendWith(OutputCaptureExtension.class)
final class MetricsAutoConfigurationTests {

    private final WebApplicationContextRunner servletRunner = configured(new WebApplicationContextRunner());
    private final ApplicationContextRunner runner = configured(new ApplicationContextRunner());

    @Test
    void aServletApplicationGetsAllBeansUnderNamesOfOurOwn() {
        servletRunner.run(context -> assertThat(ourBeans(context))
                .containsExactlyInAnyOrder(
                        "metricsKitRegistry",
                        "metricsKitExposition",
                        "metricsKitCollectorBeans",
                        "metricsKitUnshownMetrics",
                        "metricsKitReactiveBeansInVain",
                        "metricsKitUnknownProperties",
                        "metricsKitInstrumentationErrors",
                        "metricsKitAnnotatedMethods",
                        "metricsKitReplacedBeans",
                        "metricsKitInProgressAspect",
                        "metricsKitTimedAspect",
                        "metricsKitCountExceptionsAspect",
                        "metricsKitController",
                        "metricsKitHandlerMapping"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "yes", "on", "1", " true "})
    void aSwitchIsOnInEveryWordForTrue(String on) {
        servletRunner
                .withConfiguration(AutoConfigurations.of(MetricsServerAutoConfiguration.class))
                .withPropertyValues(
                        "metrics.enabled=" + on,
                        "metrics.aspects.enabled=" + on,
                        "metrics.endpoint.enabled=" + on,
                        "metrics.server.enabled=" + on,
                        "metrics.server.port=0")
                .run(context -> assertThat(ourBeans(context))
                        .contains("metricsKitTimedAspect", "metricsKitController", "metricsKitServer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "no", "off", "0"})
    void aSwitchIsOffInEveryWordForFalse(String off) {
        servletRunner
                .withPropertyValues("metrics.aspects.enabled=" + off, "metrics.endpoint.enabled=" + off)
                .run(context -> assertThat(ourBeans(context))
                        .contains("metricsKitExposition")
                        .doesNotContain("metricsKitTimedAspect", "metricsKitController"));
        servletRunner
                .withPropertyValues("metrics.enabled=" + off)
                .run(context -> assertThat(ourBeans(context)).containsExactly("metricsKitRegistry"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"enabled", "aspects.enabled", "server.enabled", "push.enabled"})
    void aSwitchThatIsNeitherOnNorOffFailsTheStart(String property) {
        for (String value : List.of("maybe", "${no.such.name}")) {
            servletRunner
                    .withConfiguration(AutoConfigurations.of(
                            MetricsServerAutoConfiguration.class, MetricsPushAutoConfiguration.class))
                    .withPropertyValues("metrics." + property + "=" + value)
                    .run(context -> assertThat(context)
                            .getFailure()
                            .hasStackTraceContaining("metrics." + property)
                            .hasStackTraceContaining(value));
        }
    }

    @ParameterizedTest
    @CsvSource({"server, server.port", "push, push.interval"})
    void whatIsOffUnlessSwitchedOnHasItsValuesLookedAtOnlyThen(String part, String property) {
        WebApplicationContextRunner misconfigured = servletRunner
                .withConfiguration(
                        AutoConfigurations.of(MetricsServerAutoConfiguration.class, MetricsPushAutoConfiguration.class))
                .withPropertyValues("metrics." + property + "=abc");

        misconfigured.run(context -> assertThat(context).hasNotFailed());
        misconfigured
                .withPropertyValues("metrics." + part + ".enabled=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("metrics." + property)
                        .hasStackTraceContaining("abc"));
    }

    @Test
    void theRegistryIsEmptyAndTheContextsOwn() {
        servletRunner.run(first -> servletRunner.run(second -> assertThat(first.getBean(Registry.class))
                .isNotSameAs(second.getBean(Registry.class))
                .isNotSameAs(Registry.defaultRegistry())
                .satisfies(registry -> assertThat(registry.collectors()).isEmpty())));
    }

    @Test
    void withMetricsDisabledOnlyTheRegistryStays() {
        servletRunner
                .withPropertyValues("metrics.enabled=false")
                .run(context -> assertThat(ourBeans(context)).containsExactly("metricsKitRegistry"));
    }

    @Test
    void withTheEndpointDisabledTheRestStays() {
        servletRunner
                .withPropertyValues("metrics.endpoint.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(MetricsController.class)
                        .doesNotHaveBean(MetricsHandlerMapping.class)
                        .hasSingleBean(Exposition.class)
                        .hasSingleBean(TimedAspect.class));
    }

    @Test
    void withAspectsDisabledTheRestStays() {
        servletRunner
                .withPropertyValues("metrics.aspects.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(AnnotatedMethods.class)
                        .doesNotHaveBean(TimedAspect.class)
                        .doesNotHaveBean(InProgressAspect.class)
                        .doesNotHaveBean(CountExceptionsAspect.class)
                        .hasSingleBean(MetricsHandlerMapping.class));
    }

    @Test
    void anApplicationWithoutAWebServerHasNoEndpoint() {
        runner.run(context -> assertThat(context)
                .doesNotHaveBean(MetricsController.class)
                .hasSingleBean(Exposition.class)
                .hasSingleBean(TimedAspect.class));
    }

    @Test
    void aReactiveApplicationHasNoServletEndpoint() {
        configured(new ReactiveWebApplicationContextRunner())
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(MetricsController.class)
                        .hasSingleBean(Exposition.class));
    }

    @Test
    void aServletApplicationWithoutSpringMvcHasNoEndpoint() {
        servletRunner
                .withClassLoader(new FilteredClassLoader(DispatcherServlet.class.getPackageName()))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean("metricsKitController")
                        .hasSingleBean(Exposition.class));
    }

    @Test
    void aspectsNeedNoAspectJ(CapturedOutput output) {
        runner.withClassLoader(new FilteredClassLoader(Advice.class.getPackageName()))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(TimedAspect.class));

        assertThat(output).doesNotContain("no bean of the application makes proxies");
    }

    @Test
    void nothingThatMakesProxiesIsWarnedAbout(CapturedOutput output) {
        runner.withBean(Measured.class)
                .withPropertyValues("spring.aop.auto=false")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output)
                .contains("Measured.call: the annotation has no effect, since no bean of the application makes proxies")
                .contains("Remove spring.aop.auto=false")
                .doesNotContain("post-processors");
    }

    @Test
    void theLogNamesTheMethodsThatAreMeasured(CapturedOutput output) {
        runner.withBean(Measured.class).run(context -> assertThat(context).hasNotFailed());

        assertThat(output).contains("Measuring the calls of 1 annotated method: " + Measured.class.getName() + ".call");
    }

    @Test
    void aConstantLabelWhosePlaceholderHasNoValueIsWarnedAbout(CapturedOutput output) {
        runner.withPropertyValues("metrics.const-labels.app=${no.such.name}")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).contains("metrics.const-labels[app] is '${no.such.name}'");
    }

    @Test
    void constantLabelsThatAnOwnRegistryDoesNotHaveAreWarnedAbout(CapturedOutput output) {
        runner.withBean(Registry.class)
                .withPropertyValues("metrics.const-labels.application=shop")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).contains("metrics.const-labels={application=shop} has no effect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"service.name", "__name__", "data-center"})
    void constantLabelsThatNoRegistryCouldHaveAreWarnedAboutAsWellWhereThereIsAnOwnOne(
            String name, CapturedOutput output) {
        runner.withBean(Registry.class)
                .withPropertyValues("metrics.const-labels[" + name + "]=shop")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).contains("metrics.const-labels={" + name + "=shop} has no effect");
    }

    @Test
    void constantLabelsThatAnOwnRegistryHasAreNotWarnedAbout(CapturedOutput output) {
        runner.withBean(
                        Registry.class,
                        () -> Registry.builder()
                                .utf8Names(true)
                                .constLabels(Labels.utf8("service.name", "shop"))
                                .build())
                .withPropertyValues("metrics.const-labels[service.name]=shop")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).doesNotContain("has no effect");
    }

    @Test
    void annotatedMethodsDoWithNamesOfAnyCharacters(CapturedOutput output) {
        runner.withBean(Dotted.class)
                .withPropertyValues("metrics.utf8-names=true", "metrics.const-labels[service.name]=shop")
                .run(context -> {
                    Dotted dotted = context.getBean(Dotted.class);
                    dotted.call("book");
                    dotted.call("book", "en");
                    dotted.call();

                    Registry registry = context.getBean(Registry.class);
                    Summary summary = (Summary) registry.get("dotted.seconds");
                    assertThat(summary.get(Labels.of("kind", "book")).count()).isEqualTo(1);
                    assertThat(summary.get(Labels.utf8("book.kind", "book")).count())
                            .isEqualTo(1);
                    assertThat(summary.get(Labels.utf8("a.1", "a", "a.2", "b", "a.3", "c", "a.4", "d", "a.5", "en"))
                                    .count())
                            .isEqualTo(1);
                    assertThat(registry.collectors()).hasSize(1);
                });

        assertThat(output).doesNotContain("WARN");
    }

    static class Dotted {

        @Timed(name = "dotted.seconds", labels = "kind=#kind")
        public void call(String kind) {}

        @Timed(name = "dotted.seconds", labels = "book.kind=book")
        public void call() {}

        @Timed(
                name = "dotted.seconds",
                labels = {"a.1=a", "a.2=b", "a.3=c", "a.4=d", "a.5=#language"})
        public void call(String kind, String language) {}
    }

    static class Measured {

        @Timed(name = "measured_seconds")
        public void call() {}
    }

    @Test
    void nothingIsMadeTooEarly(CapturedOutput output) {
        servletRunner.run(context -> assertThat(context).hasNotFailed());

        assertThat(output)
                .doesNotContain("not eligible for getting processed", "no bean of the application makes proxies");
    }

    @Configuration(proxyBeanMethods = false)
    static class EagerlyMeasured {

        @Bean
        static BeanPostProcessor processor(Measured measured) {
            measured.call();
            return new BeanPostProcessor() {};
        }
    }

    @Test
    void propertiesThatAreNeededEarlyAreNoReasonForAWarningOfSpring(CapturedOutput output) {
        runner.withBean(Measured.class)
                .withUserConfiguration(EagerlyMeasured.class)
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).contains("not eligible for getting processed").doesNotContain("MetricsProperties");
    }

    @ParameterizedTest
    @ValueSource(classes = {InProgressAspect.class, TimedAspect.class, CountExceptionsAspect.class})
    void anAspectTakesItsOrderFromTheProperties(Class<?> aspect) {
        runner.withPropertyValues("metrics.aspects.order=7")
                .run(context -> assertThat(context.getBean(aspect))
                        .isInstanceOf(Advisor.class)
                        .extracting("order")
                        .isEqualTo(7));
    }

    @Test
    void anApplicationsOwnRegistryWins() {
        servletRunner.withUserConfiguration(OwnRegistry.class).run(context -> {
            assertThat(ourBeans(context)).doesNotContain("metricsKitRegistry").contains("metricsKitExposition");
            assertThat(context).hasSingleBean(Registry.class);
        });
    }

    @Test
    void anApplicationsOwnExpositionControllerAndMappingWin() {
        servletRunner
                .withUserConfiguration(OwnEndpoint.class)
                .run(context -> assertThat(ourBeans(context))
                        .doesNotContain("metricsKitExposition", "metricsKitController", "metricsKitHandlerMapping")
                        .contains("metricsKitRegistry"));
    }

    @Test
    void anApplicationsOwnAspectsWin() {
        servletRunner
                .withUserConfiguration(OwnAspects.class)
                .run(context -> assertThat(ourBeans(context))
                        .doesNotContain(
                                "metricsKitAnnotatedMethods",
                                "metricsKitInProgressAspect",
                                "metricsKitTimedAspect",
                                "metricsKitCountExceptionsAspect"));
    }

    @Test
    void constantLabelsKeepTheirSpelling() {
        runner.withPropertyValues(
                        "metrics.const-labels.application=shop",
                        "metrics.const-labels.data_center=eu-1",
                        "metrics.const-labels.podName=a b")
                .run(context -> assertThat(context.getBean(Registry.class).constLabels())
                        .isEqualTo(Labels.of("application", "shop", "data_center", "eu-1", "podName", "a b")));
    }

    @Test
    void theBoundOnSeriesIsTheRegistrys() {
        runner.withPropertyValues("metrics.max-series-per-metric=2").run(context -> {
            var visits = context.getBean(Registry.class).counter("visits_total", "Visits.", "page");
            for (String page : new String[] {"a", "b", "c", "d"}) {
                visits.labelValues(page).inc();
            }
            assertThat(visits.labelValues("__overflow__").get()).isEqualTo(2);
        });
    }

    @Test
    void theGzipLevelIsTheExpositions() {
        runner.run(fast -> runner.withPropertyValues("metrics.gzip-level=9")
                .run(small -> assertThat(levelsCompressed(small)).hasSizeLessThan(levelsCompressed(fast).length)));
    }

    private static byte[] levelsCompressed(ApplicationContext context) throws IOException {
        Gauge level = context.getBean(Registry.class).gauge("level", "Level.", "tank");
        for (int i = 0; i < 1_000; i++) {
            level.labelValues("tank " + i).set(i * 0.37);
        }
        return scraped(context, ScrapeRequest.of("text/plain", "gzip", Set.of("level")));
    }

    @Test
    void createdSamplesAreInOpenMetricsWhereTheyAreAskedFor() {
        ScrapeRequest openMetrics = ScrapeRequest.of("application/openmetrics-text;version=1.0.0", null, Set.of());
        runner.run(without -> {
            without.getBean(Registry.class).counter("visits_total", "Visits.").inc();
            assertThat(new String(scraped(without, openMetrics), UTF_8)).doesNotContain("visits_created");
        });
        runner.withPropertyValues("metrics.created-samples=true").run(with -> {
            with.getBean(Registry.class).counter("visits_total", "Visits.").inc();
            assertThat(new String(scraped(with, openMetrics), UTF_8)).contains("\nvisits_created ");
        });
    }

    private static byte[] scraped(ApplicationContext context, ScrapeRequest request) throws IOException {
        try (ScrapeResponse response = context.getBean(Exposition.class).scrape(request)) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            response.writeTo(body);
            return body.toByteArray();
        }
    }

    private static String[] ourBeans(ApplicationContext context) {
        return Arrays.stream(context.getBeanDefinitionNames())
                .filter(name -> name.startsWith("metricsKit"))
                .toArray(String[]::new);
    }

    private static <R extends AbstractApplicationContextRunner<R, ?, ?>> R configured(R runner) {
        return runner.withConfiguration(AutoConfigurations.of(
                AopAutoConfiguration.class,
                MetricsRegistryAutoConfiguration.class,
                MetricsExpositionAutoConfiguration.class,
                MetricsAspectsAutoConfiguration.class,
                MetricsServletEndpointAutoConfiguration.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnRegistry {

        @Bean
        Registry registry() {
            return new Registry();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnEndpoint {

        @Bean
        Exposition exposition(Registry registry) {
            return Exposition.of(registry);
        }

        @Bean
        MetricsController controller(Exposition exposition) {
            return new MetricsController(exposition);
        }

        @Bean
        MetricsHandlerMapping mapping(MetricsController controller) {
            return new MetricsHandlerMapping("/mine", controller);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnAspects {

        @Bean
        static AnnotatedMethods methods(InstrumentationErrors errors) {
            return new AnnotatedMethods(Registry::new, true, errors);
        }

        @Bean
        static InProgressAspect inProgress(AnnotatedMethods methods) {
            return new InProgressAspect(methods, 1);
        }

        @Bean
        static TimedAspect timed(AnnotatedMethods methods) {
            return new TimedAspect(methods, 1);
        }

        @Bean
        static CountExceptionsAspect exceptions(AnnotatedMethods methods) {
            return new CountExceptionsAspect(methods, 1);
        }
    }
}
