package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.Histogram;
import io.metricskit.Registry;
import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The code of docs/annotations.md. */
final class AnnotationsTests {

    record Cart(int total) {}

    record Receipt(int paid) {}

    record Address(String country) {}

    record Shipment(String status) {}

    static class Shop {

        @Timed(
                name = "checkout_seconds",
                help = "Time to check out, in seconds.",
                buckets = {0.1, 0.5, 1, 5})
        @InProgress(name = "checkouts_in_progress", help = "Checkouts in progress.")
        @CountExceptions(
                name = "checkout_failures_total",
                help = "Checkouts that failed.",
                exclude = IllegalArgumentException.class)
        public Receipt checkout(Cart cart) {
            return new Receipt(cart.total());
        }

        @Timed(
                name = "shipping_seconds",
                help = "Time to ship, in seconds.",
                labels = {"carrier=dove", "country=#address.country", "outcome=#result?.status"})
        public Shipment ship(Address address) {
            return new Shipment("sent to " + address.country());
        }
    }

    @Timed(name = "packing_seconds", help = "Time to pack, in seconds.", labels = "outcome=#exception ?: 'none'")
    static class Warehouse {

        public void pack(boolean full) {
            if (full) {
                throw new IllegalStateException("no space");
            }
        }

        void sweep() {}

        @Timed(name = "counting_seconds", help = "Time to count, in seconds.")
        void count() {}
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Shop.class, Warehouse.class})
    static class Application {}

    @Test
    void annotatedMethodsAreMeasured() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run()) {
            Shop shop = context.getBean(Shop.class);
            shop.checkout(new Cart(3));
            shop.ship(new Address("it"));

            assertThat(Exposed.text(context.getBean(Registry.class)))
                    .contains("checkout_seconds_bucket{le=\"5.0\"} 1\n")
                    .contains("checkout_seconds_count 1\n")
                    .contains("checkouts_in_progress 0\n")
                    .contains("checkout_failures_total 0\n")
                    .contains("shipping_seconds_count{carrier=\"dove\",country=\"it\",outcome=\"sent to it\"} 1\n");
        }
    }

    @Test
    void successAndFailureMayShareALabel() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run()) {
            Warehouse warehouse = context.getBean(Warehouse.class);
            warehouse.pack(false);
            assertThatThrownBy(() -> warehouse.pack(true)).isInstanceOf(IllegalStateException.class);
            warehouse.sweep();
            warehouse.count();

            assertThat(Exposed.text(context.getBean(Registry.class)))
                    .contains("packing_seconds_count{outcome=\"none\"} 1\n")
                    .contains("packing_seconds_count{outcome=\"IllegalStateException\"} 1\n")
                    .contains("counting_seconds_count 1\n");
        }
    }

    @Test
    void whatAProxyCannotSeeIsMeasuredByHand() {
        Histogram latency = new Registry().histogram("parse_seconds", "Time to parse.");
        String text = "text";

        String parsed = latency.time(() -> parse(text));

        assertThat(parsed).isEqualTo("parsed text");
        assertThat(latency.get().count()).isEqualTo(1);
    }

    private static String parse(String text) {
        return "parsed " + text;
    }
}
