package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Registry;
import io.metricskit.model.Labels;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bean of docs/configuration.md. */
final class OwnRegistryTests {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Registry registry() {
            return Registry.builder()
                    .constLabels(Labels.of("application", "shop"))
                    .maxSeriesPerMetric(500)
                    .build();
        }
    }

    @Test
    void aRegistryOfYourOwnTakesThePlaceOfTheStarters() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run()) {
            assertThat(context.getBeanNamesForType(Registry.class)).containsExactly("registry");
        }
    }
}
