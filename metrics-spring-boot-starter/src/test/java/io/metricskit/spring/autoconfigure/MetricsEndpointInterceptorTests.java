package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.testkit.ScrapeClient;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** Tests for which interceptors of an application see scrapes: those that Actuator's endpoints have, too. */
final class MetricsEndpointInterceptorTests {

    /** Lets nobody in. */
    private static final class Guard implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            response.setStatus(403);
            return false;
        }
    }

    private static final class Broken implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            throw new IllegalStateException("the interceptor fails");
        }
    }

    private static HttpResponse<byte[]> get(Class<?> application, String path) {
        try (RunningApplication running =
                RunningApplication.start(application, "management.endpoints.web.exposure.include=health")) {
            return ScrapeClient.get(running.uri(path));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class GuardedByABean {

        @Bean
        MappedInterceptor guard() {
            return new MappedInterceptor(new String[] {"/metrics", "/actuator/**"}, new Guard());
        }
    }

    @Test
    void aMappedInterceptorThatIsABeanRefusesScrapes() {
        HttpResponse<byte[]> refused = get(GuardedByABean.class, "/metrics");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).isEmpty();
        assertThat(get(GuardedByABean.class, "/actuator/health").statusCode()).isEqualTo(403);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Failing {

        @Bean
        MappedInterceptor broken() {
            return new MappedInterceptor(null, new Broken());
        }
    }

    @Test
    void aMappedInterceptorThatFailsLetsNoMetricOut() {
        HttpResponse<byte[]> failed = get(Failing.class, "/metrics");

        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).asString().doesNotContain("# HELP");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class GuardedElsewhere {

        @Bean
        MappedInterceptor guard() {
            return new MappedInterceptor(new String[] {"/orders/**"}, new Guard());
        }
    }

    @Test
    void aMappedInterceptorOfOtherPathsDoesNotSeeScrapes() {
        assertThat(get(GuardedElsewhere.class, "/metrics").statusCode()).isEqualTo(200);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class GuardedControllers implements WebMvcConfigurer {

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            registry.addInterceptor(new Guard());
        }
    }

    @Test
    void anInterceptorOfTheConfigurationOfSpringMvcIsForTheApplicationsOwnHandlersOnly() {
        assertThat(get(GuardedControllers.class, "/metrics").statusCode()).isEqualTo(200);
        assertThat(get(GuardedControllers.class, "/actuator/health").statusCode())
                .isEqualTo(200);
        assertThat(get(GuardedControllers.class, "/elsewhere").statusCode()).isEqualTo(403);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class SharedWithAllOrigins implements WebMvcConfigurer {

        @Override
        public void addCorsMappings(CorsRegistry registry) {
            registry.addMapping("/**");
        }
    }

    @Test
    void theOriginsThatTheConfigurationOfSpringMvcAllowsMayNotReadTheMetrics() {
        try (RunningApplication running = RunningApplication.start(SharedWithAllOrigins.class)) {
            assertThat(allowedOrigin(running, "/elsewhere")).hasValue("*");
            assertThat(allowedOrigin(running, "/metrics")).isEmpty();
        }
    }

    private static Optional<String> allowedOrigin(RunningApplication running, String path) {
        return ScrapeClient.get(running.uri(path), "Origin", "http://shop.example")
                .headers()
                .firstValue("Access-Control-Allow-Origin");
    }
}
