package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.metricskit.model.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegistryConstLabelsTests {

    private final Registry registry = new Registry();

    @ParameterizedTest
    @ValueSource(strings = {"job", "le", "quantile"})
    void labelsOfSamplesAndTargetsAreNoConstantOnes(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Registry.builder().constLabels(Labels.of(name, "x")))
                .withMessageContaining("constant labels of a registry")
                .withMessageContaining("{" + name + "=\"x\"}");
    }

    @Test
    void aDeclaredLabelMustNotShadowAConstantOne() {
        Registry shop = withConstLabels("application", "shop");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.counter("orders_total", "Orders.", "application"))
                .withMessage("counter 'orders_total': label 'application' would shadow the constant label"
                        + " application='shop'");
        assertThat(shop.collectors()).isEmpty();
        Counter orders = shop.counter("orders_total", "Orders.", "kind");
        assertThat(shop.collectors()).containsExactly(orders);
    }

    @Test
    void aConstantLabelOfTheMetricMustNotShadowOneOfTheRegistry() {
        Registry shop = withConstLabels("application", "shop");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gauge.builder("queue_size")
                        .help("Queue.")
                        .constLabels(Labels.of("application", "other"))
                        .register(shop))
                .withMessageContaining("gauge 'queue_size'")
                .withMessageContaining("'application'");
        assertThat(shop.collectors()).isEmpty();
    }

    @Test
    void aConstantLabelOfACallbackMustNotShadowOneOfTheRegistry() {
        Registry shop = withConstLabels("application", "shop");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gauge.builder("queue_size")
                        .help("Queue.")
                        .constLabels(Labels.of("application", "other"))
                        .callback(() -> 1)
                        .register(shop))
                .withMessageContaining("gauge 'queue_size'")
                .withMessageContaining("'application'");
        assertThat(shop.collectors()).isEmpty();
    }

    @Test
    void aDeclaredLabelMustNotShadowAConstantOneOfTheSameMetric() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gauge.builder("queue_size")
                        .help("Queue.")
                        .constLabels(Labels.of("kind", "a"))
                        .labelNames("kind")
                        .register(registry))
                .withMessage("gauge 'queue_size': label 'kind' would shadow the constant label kind='a'");
        assertThat(registry.collectors()).isEmpty();
    }

    @Test
    void aFreeLabelThatShadowsAConstantOneIsRefusedWhenItIsUsed() {
        Counter orders = withConstLabels("application", "shop").counter("orders_total", "Orders.");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> orders.inc(Labels.of("application", "other")))
                .withMessage("counter 'orders_total': label 'application' would shadow the constant label"
                        + " application='shop'");
        orders.inc(Labels.of("kind", "a"));
        assertThat(orders.get(Labels.of("kind", "a"))).isEqualTo(1);
    }

    @Test
    void aLabelInUseKeepsTheMetricOutOfARegistryThatHasItAsAConstant() {
        Counter orders = registry.counter("orders_total", "Orders.");
        orders.inc(Labels.of("application", "shop"));
        Registry shop = withConstLabels("application", "shop");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.register(orders))
                .withMessageContaining("'application'");
        assertThat(shop.collectors()).isEmpty();
        assertThat(shop.counter("orders_total", "Orders.")).isNotSameAs(orders);
    }

    @Test
    void aLabelInUseKeepsItOutAfterOtherSeriesHaveBeenRemovedToo() {
        Counter orders = registry.counter("orders_total", "Orders.");
        orders.inc(Labels.of("application", "shop"));
        for (int i = 0; i < 10; i++) {
            orders.inc(Labels.of("kind", "k" + i));
            orders.remove(Labels.of("kind", "k" + i));
        }
        Registry shop = withConstLabels("application", "shop");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.register(orders))
                .withMessageContaining("'application'");
    }

    @Test
    void aLabelOfRemovedSeriesAloneKeepsItOutNoMore() {
        Counter orders = registry.counter("orders_total", "Orders.");
        orders.inc(Labels.of("kind", "a"));
        orders.inc(Labels.of("kind", "b"));
        orders.inc(Labels.of("application", "shop"));
        orders.remove(Labels.of("application", "shop"));
        Registry shop = withConstLabels("application", "shop");

        shop.register(orders);

        assertThat(shop.collectors()).containsExactly(orders);
    }

    @Test
    void theConstantLabelsOfEveryRegistryOfAMetricCount() {
        Counter orders = registry.counter("orders_total", "Orders.");
        withConstLabels("application", "shop").register(orders);
        withConstLabels("region", "eu").register(orders);

        assertThatIllegalArgumentException().isThrownBy(() -> orders.labels("application", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> orders.labels("region", "x"));
    }

    @Test
    void aLabelIsFreeAgainAfterTheRegistryHasLetGoOfTheMetric() {
        Registry shop = withConstLabels("application", "shop");
        Counter orders = shop.counter("orders_total", "Orders.");
        Gauge queue = shop.gauge("queue_size", "Queue.");

        shop.unregister("orders_total");
        shop.clear();
        orders.inc(Labels.of("application", "other"));
        queue.inc(Labels.of("application", "other"));

        assertThat(orders.get(Labels.of("application", "other"))).isEqualTo(1);
        assertThat(queue.get(Labels.of("application", "other"))).isEqualTo(1);
    }

    @Test
    void aLabelIsNotFreeWhileAnotherRegistryWithTheSameConstantOneHasTheMetric() {
        Registry shop = withConstLabels("application", "shop");
        Counter orders = shop.counter("orders_total", "Orders.");
        withConstLabels("application", "shop").register(orders);

        shop.unregister("orders_total");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> orders.inc(Labels.of("application", "other")))
                .withMessageContaining("'application'");
    }

    @Test
    void aDeclaredLabelKeepsAClearedMetricOutToo() {
        Counter orders = registry.counter("orders_total", "Orders.", "application");
        orders.clear();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> withConstLabels("application", "shop").register(orders))
                .withMessageContaining("'application'");
    }

    private static Registry withConstLabels(String... pairs) {
        return Registry.builder().constLabels(Labels.of(pairs)).build();
    }
}
