package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.spring.web.MetricsPathConflictException;
import jakarta.servlet.http.HttpServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** Tests that the metrics endpoint never shares its path in silence. */
@ExtendWith(OutputCaptureExtension.class)
final class MetricsPathConflictTests {

    @Test
    void aControllerOfTheApplicationFailsTheStart(CapturedOutput output) {
        assertThatStartFails(OwnController.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("The metrics endpoint cannot answer at '/metrics'", "OwnController#metrics() already does")
                .contains("Set metrics.endpoint.path to another path, or metrics.endpoint.enabled=false");
    }

    @Test
    void aControllerOfALazyApplicationFailsTheStartToo() {
        assertThatStartFails(OwnController.class, "spring.main.lazy-initialization=true");
    }

    @Test
    void aViewControllerFailsTheStart(CapturedOutput output) {
        assertThatStartFails(OwnView.class);

        assertThat(output).contains("ParameterizableViewController");
    }

    @Test
    void aRouterFunctionFailsTheStart(CapturedOutput output) {
        assertThatStartFails(OwnRoute.class);

        assertThat(output).contains("a router function already does");
    }

    @Test
    void aRouterFunctionWithOtherPathsLeavesTheEndpointWhereItIs() {
        try (RunningApplication application =
                RunningApplication.start(OwnRoute.class, "metrics.endpoint.path=/prometheus")) {
            assertThat(application.scrape("/prometheus").hasFamily("metrics_scrapes_total"))
                    .isTrue();
            assertThat(application.status("/metrics")).isEqualTo(200);
        }
    }

    @Test
    void aServletFailsTheStart(CapturedOutput output) {
        assertThatStartFails(OwnServlet.class);

        assertThat(output)
                .contains("servlet 'exporter' (" + Exporter.class.getName() + ") already does")
                .contains("Jersey, which takes all paths by default, with spring.jersey.application-path");
    }

    @Test
    void anActuatorEndpointOnTheBasePathFailsTheStart(CapturedOutput output) {
        assertThatStartFails(
                Plain.class,
                "management.endpoints.web.base-path=/",
                "management.endpoints.web.exposure.include=metrics");

        assertThat(output)
                .contains("Actuator web endpoint 'metrics' already does", "management.endpoints.web.base-path");
    }

    @Test
    void anActuatorEndpointThatIsMappedThereFailsTheStart(CapturedOutput output) {
        assertThatStartFails(
                Plain.class,
                "management.endpoints.web.base-path=/",
                "management.endpoints.web.path-mapping.health=metrics");

        assertThat(output).contains("Actuator web endpoint 'health' already does");
    }

    @Test
    void theActuatorKeepsItsPathWhereOursIsAnother() {
        try (RunningApplication application = RunningApplication.start(
                Plain.class,
                "management.endpoints.web.base-path=/",
                "management.endpoints.web.exposure.include=metrics",
                "metrics.endpoint.path=/prometheus")) {
            assertThat(application.scrape("/prometheus").hasFamily("metrics_scrapes_total"))
                    .isTrue();
            assertThat(application.status("/metrics")).isEqualTo(200);
        }
    }

    @Test
    void theActuatorsOwnPortIsAnotherPlace() {
        try (RunningApplication application = RunningApplication.start(
                Plain.class,
                "management.server.port=0",
                "management.endpoints.web.base-path=/",
                "management.endpoints.web.exposure.include=metrics")) {
            assertThat(application.scrape("/metrics").hasFamily("metrics_scrapes_total"))
                    .isTrue();
        }
    }

    @Test
    void anOwnControllerIsLeftAloneWhereOurEndpointIsOff() {
        try (RunningApplication application =
                RunningApplication.start(OwnController.class, "metrics.endpoint.enabled=false")) {
            assertThat(application.status("/metrics")).isEqualTo(405);
        }
    }

    private static void assertThatStartFails(Class<?> source, String... properties) {
        assertThatThrownBy(() -> RunningApplication.start(source, properties).close())
                .isInstanceOf(MetricsPathConflictException.class)
                .hasMessageStartingWith("The metrics endpoint cannot answer at '/metrics', since ");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Plain {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @RestController
    static class OwnController {

        @PostMapping("/metrics")
        String metrics() {
            return "mine";
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class OwnView implements WebMvcConfigurer {

        @Override
        public void addViewControllers(ViewControllerRegistry registry) {
            registry.addViewController("/metrics").setViewName("metrics");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class OwnRoute {

        @Bean
        RouterFunction<ServerResponse> metricsRoute() {
            return RouterFunctions.route()
                    .GET("/metrics", request -> ServerResponse.ok().build())
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class OwnServlet {

        @Bean
        ServletRegistrationBean<Exporter> exporter() {
            return new ServletRegistrationBean<>(new Exporter(), "/metrics/*");
        }
    }

    static final class Exporter extends HttpServlet {
        private static final long serialVersionUID = 1;
    }
}
