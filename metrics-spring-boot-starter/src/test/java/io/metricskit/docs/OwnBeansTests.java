package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Gauge;
import io.metricskit.Registry;
import io.metricskit.model.Collector;
import io.metricskit.model.Labels;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of docs/configuration.md. */
final class OwnBeansTests {

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

        @Bean
        Queue<String> queue() {
            return new ArrayDeque<>(List.of("a book", "a pen"));
        }

        @Bean
        Collector waitingOrders(Queue<String> queue) {
            return Gauge.builder("waiting_orders")
                    .help("Orders that wait.")
                    .callback(queue::size)
                    .build();
        }
    }

    @Test
    void aRegistryOfYourOwnTakesThePlaceOfTheStartersAndCollectorsAreRegistered() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run()) {
            assertThat(context.getBeanNamesForType(Registry.class)).containsExactly("registry");
            assertThat(context.getBean(Registry.class).collectors())
                    .containsExactly(context.getBean("waitingOrders", Collector.class));
        }
    }
}
