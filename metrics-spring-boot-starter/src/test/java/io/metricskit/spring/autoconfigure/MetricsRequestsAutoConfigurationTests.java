package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Gauge;
import io.metricskit.Histogram;
import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.model.Labels;
import io.metricskit.spring.InstrumentationErrors;
import io.metricskit.spring.web.ExcludedPaths;
import io.metricskit.spring.web.RequestLabels;
import io.metricskit.spring.web.RequestMetrics;
import io.metricskit.spring.web.RequestMetricsFilter;
import io.metricskit.spring.web.RequestMetricsWebFilter;
import io.metricskit.testkit.TextExposition;
import jakarta.servlet.DispatcherType;
import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.DispatcherServlet;

/** Tests for where requests are measured. */
@ExtendWith(OutputCaptureExtension.class)
final class MetricsRequestsAutoConfigurationTests {

    private final WebApplicationContextRunner servletRunner = configured(new WebApplicationContextRunner());
    private final ReactiveWebApplicationContextRunner reactiveRunner =
            configured(new ReactiveWebApplicationContextRunner());

    @Test
    void aServletApplicationGetsAFilterForAllButErrorPagesAndIncludesBehindTheOneThatBeginsATrace() {
        servletRunner.run(context -> {
            assertThat(context).doesNotHaveBean(RequestMetricsWebFilter.class);
            FilterRegistrationBean<?> registration = context.getBean(FilterRegistrationBean.class);
            assertThat(registration.getFilter()).isInstanceOf(RequestMetricsFilter.class);
            assertThat(registration.getOrder()).isEqualTo(Ordered.HIGHEST_PRECEDENCE + 2);
            assertThat(registration.isAsyncSupported()).isTrue();
            assertThat(registration.determineDispatcherTypes())
                    .isEqualTo(EnumSet.of(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC));
        });
    }

    @Test
    void aServletApplicationWithoutSpringMvcIsMeasuredToo() {
        servletRunner
                .withClassLoader(new FilteredClassLoader(DispatcherServlet.class.getPackageName()))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(FilterRegistrationBean.class));
    }

    @Test
    void aReactiveApplicationGetsTheOutermostWebFilter() {
        reactiveRunner.run(context -> assertThat(context)
                .doesNotHaveBean(FilterRegistrationBean.class)
                .getBean(RequestMetricsWebFilter.class)
                .extracting(Ordered::getOrder)
                .isEqualTo(Ordered.HIGHEST_PRECEDENCE));
    }

    @Test
    void theBucketsAreThoseOfTheProperty() {
        servletRunner
                .withPropertyValues("metrics.http-requests.buckets=0.1,1")
                .run(context -> assertThat(context.getBean(RequestMetrics.class)
                                .registry()
                                .get("http_server_request_duration_seconds"))
                        .isInstanceOfSatisfying(Histogram.class, duration -> {
                            duration.labelValues("GET", "/", "200", "").observe(0.5);
                            assertThat(duration.get(Labels.of(
                                                    "http_request_method", "GET",
                                                    "http_route", "/",
                                                    "http_response_status_code", "200"))
                                            .upperBounds())
                                    .containsExactly(0.1, 1, Double.POSITIVE_INFINITY);
                        }));
        servletRunner
                .withPropertyValues("metrics.http-requests.buckets=1,0.1")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("metrics.http-requests.buckets")
                        .hasMessageContaining("strictly ascending"));
    }

    @Test
    void anApplicationWithoutAWebServerHasNothingOfIt() {
        configured(new ApplicationContextRunner())
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(RequestMetrics.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics.enabled=false", "metrics.http-requests.enabled=false"})
    void nothingIsLeftOfItWhereItIsTurnedOff(String property) {
        servletRunner
                .withPropertyValues(property)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(RequestMetrics.class)
                        .doesNotHaveBean(HiddenRequestMetrics.class)
                        .doesNotHaveBean(FilterRegistrationBean.class));
        reactiveRunner
                .withPropertyValues(property)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(RequestMetrics.class)
                        .doesNotHaveBean(RequestMetricsWebFilter.class));
    }

    @Test
    void anApplicationsOwnMetricsAndFilterWin() {
        servletRunner
                .withUserConfiguration(OwnFilter.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(RequestMetrics.class)
                        .hasSingleBean(RequestMetricsFilter.class)
                        .doesNotHaveBean("metricsKitRequestMetrics")
                        .doesNotHaveBean("metricsKitRequestMetricsFilter"));
    }

    @Test
    void anApplicationsOwnMetricOfTheNameIsShownAndWarnedAbout(CapturedOutput output) {
        servletRunner.withUserConfiguration(OwnMetric.class).run(context -> {
            ByteArrayOutputStream page = new ByteArrayOutputStream();
            context.getBean(Exposition.class).write(ExpositionFormat.TEXT, page);
            assertThat(TextExposition.checked(page.toByteArray()).value("http_server_active_requests"))
                    .isEqualTo(42);
        });

        assertThat(output)
                .contains("WARN")
                .contains("The application has a metric 'http_server_active_requests' of its own")
                .contains("metrics.http-requests.enabled=false")
                .doesNotContain("'http_server_request_duration_seconds' of its own");
    }

    @Test
    void theRegistryOfOnesOwnRequestMetricsIsNotTakenForAnotherMetricOfTheName(CapturedOutput output) {
        servletRunner
                .withUserConfiguration(InTheRegistryOfTheApplication.class)
                .run(context -> assertThat(context).hasNotFailed());
        servletRunner
                .withUserConfiguration(BesideAnotherMetric.class)
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).doesNotContain("WARN");
    }

    @Test
    void aMetricOfTheNameInTheDefaultRegistryHidesThoseOfRegistriesAfterItOnly(CapturedOutput output) {
        Gauge own = Gauge.builder("http_server_active_requests").help("My own.").register();
        try {
            servletRunner
                    .withUserConfiguration(InTheRegistryOfTheApplication.class)
                    .run(context -> assertThat(context).hasNotFailed());
            assertThat(output).doesNotContain("WARN");

            servletRunner.run(context -> assertThat(context).hasNotFailed());
            assertThat(output).contains("The application has a metric 'http_server_active_requests' of its own");
        } finally {
            Registry.defaultRegistry().unregister(own.descriptor().name());
        }
    }

    @Test
    void noOtherApplicationIsWarned(CapturedOutput output) {
        servletRunner.run(context -> assertThat(context).hasNotFailed());

        assertThat(output).doesNotContain("WARN");
    }

    @Test
    void withoutTheAutoConfigurationOfRequestMetricsNothingMeasuresRequests() {
        AutoConfigurations others = AutoConfigurations.of(
                MetricsRegistryAutoConfiguration.class,
                MetricsExpositionAutoConfiguration.class,
                MetricsServletRequestsAutoConfiguration.class,
                MetricsReactiveRequestsAutoConfiguration.class);

        new WebApplicationContextRunner()
                .withConfiguration(others)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(FilterRegistrationBean.class));
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(others)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(RequestMetricsWebFilter.class));
    }

    private static <R extends AbstractApplicationContextRunner<R, ?, ?>> R configured(R runner) {
        return runner.withConfiguration(AutoConfigurations.of(
                MetricsRegistryAutoConfiguration.class,
                MetricsExpositionAutoConfiguration.class,
                MetricsRequestsAutoConfiguration.class,
                MetricsServletRequestsAutoConfiguration.class,
                MetricsReactiveRequestsAutoConfiguration.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnFilter {

        @Bean
        RequestMetrics own(InstrumentationErrors errors) {
            return requestMetrics(new Registry(), errors);
        }

        @Bean
        RequestMetricsFilter filter(RequestMetrics metrics) {
            return new RequestMetricsFilter(metrics);
        }
    }

    private static RequestMetrics requestMetrics(Registry registry, InstrumentationErrors errors) {
        return new RequestMetrics(registry, ExcludedPaths.none(), RequestLabels.ofTemplates(), errors, 0.1, 1, 10);
    }

    @Configuration(proxyBeanMethods = false)
    static class InTheRegistryOfTheApplication {

        @Bean
        RequestMetrics own(Registry registry, InstrumentationErrors errors) {
            return requestMetrics(registry, errors);
        }
    }

    /** Has another metric of one name in both registries, which is no metric of the requests. */
    @Configuration(proxyBeanMethods = false)
    static class BesideAnotherMetric {

        @Bean
        RequestMetrics own(Registry registry, InstrumentationErrors errors) {
            registry.gauge("queue_size", "Orders that wait.");
            Registry ofRequests = new Registry();
            ofRequests.gauge("queue_size", "Requests that wait.");
            return requestMetrics(ofRequests, errors);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnMetric {

        @Bean
        String registering(Registry registry) {
            registry.gauge("http_server_active_requests", "My own.").set(42);
            return "registered";
        }
    }
}
