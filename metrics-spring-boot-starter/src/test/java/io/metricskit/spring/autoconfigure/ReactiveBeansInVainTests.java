package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Tests for what an application on WebFlux is told when the starter has made it a servlet application. */
@ExtendWith(OutputCaptureExtension.class)
final class ReactiveBeansInVainTests {

    private static final AutoConfigurations METRICS =
            AutoConfigurations.of(MetricsRegistryAutoConfiguration.class, MetricsExpositionAutoConfiguration.class);

    @Configuration(proxyBeanMethods = false)
    static class OnWebFlux {

        @Bean
        RouterFunction<ServerResponse> greetings() {
            return RouterFunctions.route()
                    .GET("/greet", request -> ServerResponse.ok().build())
                    .build();
        }

        @Bean
        WebFilter guard() {
            return (exchange, chain) -> chain.filter(exchange);
        }
    }

    @Test
    void beansForWebFluxInAServletApplicationAreWarnedAbout(CapturedOutput output) {
        new WebApplicationContextRunner()
                .withConfiguration(METRICS)
                .withUserConfiguration(OnWebFlux.class)
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output)
                .contains(
                        "These beans for WebFlux have no effect, since this is a servlet application: [greetings, guard]."
                                + " metrics-spring-boot-starter brings spring-boot-starter-web: exclude that");
    }

    /** Two things for WebFlux at once. */
    static final class FilteringConfigurer implements WebFluxConfigurer, WebFilter {

        @Override
        public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
            return chain.filter(exchange);
        }
    }

    @Test
    void aConfigurerOfWebFluxIsNamedToo(CapturedOutput output) {
        new WebApplicationContextRunner()
                .withConfiguration(METRICS)
                .withBean("formats", WebFluxConfigurer.class, () -> new WebFluxConfigurer() {})
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output)
                .contains("These beans for WebFlux have no effect, since this is a servlet application: [formats]");
    }

    @Test
    void aBeanThatIsSeveralThingsForWebFluxIsNamedOnce(CapturedOutput output) {
        new WebApplicationContextRunner()
                .withConfiguration(METRICS)
                .withBean("both", FilteringConfigurer.class)
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).contains("this is a servlet application: [both]. ");
    }

    @Test
    void anApplicationOnWebFluxIsNotWarned(CapturedOutput output) {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(METRICS)
                .withUserConfiguration(OnWebFlux.class)
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).doesNotContain("for WebFlux have no effect");
    }

    @Test
    void aServletApplicationWithoutSuchBeansIsNotWarned(CapturedOutput output) {
        new WebApplicationContextRunner()
                .withConfiguration(METRICS)
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).doesNotContain("for WebFlux have no effect");
    }
}
