package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Registry;
import io.metricskit.annotation.Timed;
import io.metricskit.model.Collector;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** Tests that annotated beans can have doubles in the tests of an application, also where annotations are strict. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE, properties = "metrics.aspects.strict=true")
final class TestDoubleTests {

    @MockitoBean
    @SuppressWarnings("NullAway.Init")
    private Prices prices;

    @TestBean
    @SuppressWarnings("NullAway.Init")
    private Stock stock;

    @MockitoSpyBean
    @SuppressWarnings("NullAway.Init")
    private Orders orders;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private Registry registry;

    private static Stock stock() {
        return new Stock() {
            @Override
            public int pieces() {
                return 42;
            }
        };
    }

    @Test
    void aDoubleIsNotMeasuredAndDoesNotFailTheStart() {
        Mockito.when(prices.price()).thenReturn(7);

        assertThat(prices.price()).isEqualTo(7);
        assertThat(stock.pieces()).isEqualTo(42);
        assertThat(registry.collectors())
                .extracting(Collector::descriptor)
                .extracting(descriptor -> descriptor.name())
                .doesNotContain("price_seconds", "stock_seconds");
    }

    @Test
    void whatASpyWatchesIsMeasured() {
        orders.place();

        assertThat(registry.summary("order_seconds", "Time to place an order.")
                        .get()
                        .count())
                .isEqualTo(1);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Prices prices() {
            return new Prices();
        }

        @Bean
        Stock stock() {
            return new Stock();
        }

        @Bean
        Orders orders() {
            return new Orders();
        }
    }

    static class Prices {

        @Timed(name = "price_seconds", help = "Time to find a price.")
        public int price() {
            return 1;
        }
    }

    static class Stock {

        @Timed(name = "stock_seconds", help = "Time to count the stock.")
        public int pieces() {
            return 1;
        }
    }

    static class Orders {

        @Timed(name = "order_seconds", help = "Time to place an order.")
        public void place() {}
    }
}
