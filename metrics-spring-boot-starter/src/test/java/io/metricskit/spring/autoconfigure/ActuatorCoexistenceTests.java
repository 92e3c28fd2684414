package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.testkit.ScrapeClient;
import io.micrometer.core.aop.TimedAspect;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tests that the starter and Actuator with Micrometer work side by side, their annotations on one method. */
@ExtendWith(OutputCaptureExtension.class)
final class ActuatorCoexistenceTests {

    @Test
    void bothMeasureAndBothAnswer(CapturedOutput output) {
        try (RunningApplication application =
                RunningApplication.start(Application.class, "management.endpoints.web.exposure.include=*")) {
            application.bean(Orders.class).place();

            assertThat(application.scrape("/metrics").value("place_order_seconds_count"))
                    .isEqualTo(1);
            assertThat(ScrapeClient.get(application.uri("/actuator/prometheus")).body())
                    .asString()
                    .contains("orders_place_seconds_count");
            assertThat(ScrapeClient.get(application.uri("/actuator/metrics")).body())
                    .asString()
                    .contains("orders.place");
            assertThat(application.status("/actuator/health")).isEqualTo(200);
            assertThat(application.status("/actuator/configprops")).isEqualTo(200);
            assertThat(application.status("/actuator/mappings")).isEqualTo(200);
        }
        assertThat(output).doesNotContain(" WARN ", " ERROR ");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        TimedAspect timedAspect(MeterRegistry registry) {
            return new TimedAspect(registry);
        }

        @Bean
        Orders orders() {
            return new Orders();
        }
    }

    static class Orders {

        @io.micrometer.core.annotation.Timed("orders.place")
        @io.metricskit.annotation.Timed(name = "place_order_seconds", help = "Time to place an order.")
        public void place() {}
    }
}
