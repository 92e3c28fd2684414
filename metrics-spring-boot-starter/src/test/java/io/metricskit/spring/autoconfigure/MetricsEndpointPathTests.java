package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.testkit.ScrapeClient;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Before;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Tests for where the metrics endpoint answers, and that what an application does to its own paths is no matter. */
final class MetricsEndpointPathTests {

    @Test
    void theContextPathAndThePathOfTheDispatcherServletGoBeforeIt() {
        try (RunningApplication application = RunningApplication.start(
                Plain.class, "server.servlet.context-path=/shop", "spring.mvc.servlet.path=/api")) {
            assertThat(application.scrape("/shop/api/metrics").hasFamily("metrics_scrapes_total"))
                    .isTrue();
            assertThat(application.status("/metrics")).isEqualTo(404);
            assertThat(application.status("/shop/metrics")).isEqualTo(404);
            assertThat(application.status("/shop/api/metrics/")).isEqualTo(404);
        }
    }

    @Test
    void anotherPathCanBeSet() {
        try (RunningApplication application =
                RunningApplication.start(Plain.class, "metrics.endpoint.path=/internal/prometheus.txt")) {
            assertThat(application.scrape("/internal/prometheus.txt").hasFamily("metrics_scrapes_total"))
                    .isTrue();
            assertThat(application.status("/metrics")).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ant_path_matcher", "path_pattern_parser"})
    void onlyTheExactPathMatchesWhateverStrategyTheApplicationUses(String strategy) {
        try (RunningApplication application =
                RunningApplication.start(Plain.class, "spring.mvc.pathmatch.matching-strategy=" + strategy)) {
            assertThat(application.scrape("/metrics").hasFamily("metrics_scrapes_total"))
                    .isTrue();
            assertThat(application.status("/metrics/")).isEqualTo(404);
            assertThat(application.status("//metrics")).isEqualTo(404);
        }
    }

    @Test
    void theExactPathGoesBeforeAPatternOfTheApplication() {
        try (RunningApplication application = RunningApplication.start(CatchAll.class)) {
            assertThat(application.scrape("/metrics").hasFamily("metrics_scrapes_total"))
                    .isTrue();
            assertThat(ScrapeClient.get(application.uri("/other")).body())
                    .asString()
                    .isEqualTo("page other");
        }
    }

    @Test
    void theContainersOwnCompressionAndCharsetLeaveTheAnswerAlone() {
        try (RunningApplication application = RunningApplication.start(
                Plain.class,
                "server.compression.enabled=true",
                "server.compression.min-response-size=1",
                "server.servlet.encoding.force=true")) {
            HttpResponse<byte[]> response = ScrapeClient.get(application.uri("/metrics"), "Accept-Encoding", "gzip");

            assertThat(response.headers().allValues("Content-Encoding")).containsExactly("gzip");
            assertThat(response.headers().allValues("Content-Type"))
                    .containsExactly("text/plain;version=0.0.4;charset=utf-8");
        }
    }

    @Test
    void interceptorsAndCorsRulesOfTheApplicationDoNotChangeAScrape() {
        try (RunningApplication application = RunningApplication.start(Closed.class)) {
            assertThat(application.status("/page")).isEqualTo(403);
            assertThat(application
                            .scrape("/metrics", "Origin", "http://elsewhere.example")
                            .hasFamily("metrics_scrapes_total"))
                    .isTrue();
        }
    }

    @Test
    void anAspectForAllControllersLeavesTheEndpointAlone() {
        try (RunningApplication application = RunningApplication.start(Advised.class)) {
            assertThat(application.scrape("/metrics").hasFamily("metrics_scrapes_total"))
                    .isTrue();
        }
    }

    @Test
    void aDispatcherServletOfAnotherContextKeepsItsPaths() {
        try (RunningApplication application = RunningApplication.start(TwoDispatchers.class)) {
            assertThat(ScrapeClient.get(application.uri("/second/metrics")).body())
                    .asString()
                    .isEqualTo("metrics of the second");
            assertThat(application.scrape("/metrics").hasFamily("metrics_scrapes_total"))
                    .isTrue();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Plain {}

    @Aspect
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Advised {

        @Before("bean(*Controller) || within(*..*Controller)")
        void beforeEachRequest() {}
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class TwoDispatchers {

        @Bean
        ServletRegistrationBean<DispatcherServlet> second(ApplicationContext parent) {
            AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
            context.setParent(parent);
            context.register(Second.class);
            ServletRegistrationBean<DispatcherServlet> registration =
                    new ServletRegistrationBean<>(new DispatcherServlet(context), "/second/*");
            registration.setName("second");
            return registration;
        }
    }

    @EnableWebMvc
    @RestController
    static class Second {

        @GetMapping("/metrics")
        String metrics() {
            return "metrics of the second";
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @RestController
    static class CatchAll {

        @GetMapping("/{page}")
        String page(@PathVariable String page) {
            return "page " + page;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @RestController
    static class Closed {

        @GetMapping("/page")
        String page() {
            return "page";
        }

        @Bean
        WebMvcConfigurer nobodyMayEnter() {
            return new WebMvcConfigurer() {
                @Override
                public void addCorsMappings(CorsRegistry registry) {
                    registry.addMapping("/**").allowedOrigins("http://here.example");
                }

                @Override
                public void addInterceptors(InterceptorRegistry registry) {
                    registry.addInterceptor(new HandlerInterceptor() {
                        @Override
                        public boolean preHandle(
                                HttpServletRequest request, HttpServletResponse response, Object handler) {
                            response.setStatus(403);
                            return false;
                        }
                    });
                }
            };
        }
    }
}
