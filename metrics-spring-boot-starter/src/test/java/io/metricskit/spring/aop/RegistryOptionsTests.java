package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Registry;
import io.metricskit.annotation.Timed;
import io.metricskit.model.Labels;
import org.junit.jupiter.api.Test;

/** Annotations in a registry with options of the application's own. */
final class RegistryOptionsTests {

    private static AspectContext start(Registry registry, Class<?> bean) {
        return AspectContext.defining(context -> {
            context.register(bean);
            context.registerBean("registry", Registry.class, () -> registry);
        });
    }

    private static Registry withUtf8Names() {
        return Registry.builder().utf8Names(true).build();
    }

    static class DottedShop {

        @Timed(name = "order_seconds", labels = "order.kind=#kind")
        public void order(String kind) {}
    }

    @Test
    void aLabelWithAnExpressionMayHaveAnyNameThatTheRegistryTakes() {
        try (AspectContext context = start(withUtf8Names(), DottedShop.class)) {
            context.bean(DottedShop.class).order("book");

            assertThat(context.scrape().value("order_seconds_count", "order_kind", "book"))
                    .isEqualTo(1);
        }
    }

    static class ZonedShop {

        @Timed(name = "order_seconds", labels = "zone=#zone")
        public void order(String zone) {}
    }

    @Test
    void aLabelWithAnExpressionThatAllSeriesOfTheRegistryHaveAnywayFailsTheStart() {
        Registry registry =
                Registry.builder().constLabels(Labels.of("zone", "eu")).build();

        assertThat(Failures.ofAnnotation(() -> start(registry, ZonedShop.class)))
                .hasMessageContaining(ZonedShop.class.getName() + ".order: ")
                .hasMessageContaining("'zone'");
    }

    static class DottedShopWithWrongBuckets {

        @Timed(
                name = "order_seconds",
                labels = "order.kind=#kind",
                buckets = {2, 1})
        public void order(String kind) {}
    }

    @Test
    void whereTheRegistryTakesAnyNamesNoFaultIsPutDownToThem() {
        assertThat(Failures.ofAnnotation(() -> start(withUtf8Names(), DottedShopWithWrongBuckets.class))
                        .action())
                .isEqualTo("Correct the attributes of the annotation.");
    }
}
