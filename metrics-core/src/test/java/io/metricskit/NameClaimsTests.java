package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metricskit.model.Collector;
import io.metricskit.model.MetricType;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names a registry refuses, since some scraper would confuse them. */
final class NameClaimsTests {

    private final Registry registry = new Registry();

    @Test
    void aNameIsTakenOnceEvenForTheSameDefinition() {
        registry.counter("orders_total", "Orders.");

        assertThatConflict(() -> Counter.builder("orders_total").help("Orders.").register(registry))
                .startsWith("the registry already has a metric of this name: counter 'orders_total'")
                .contains("; refused counter 'orders_total'")
                .endsWith("; to share it, ask for it with getOrRegister(..)");
    }

    @Test
    void aCallbackAndAnotherDefinitionAreNotSaidToBeShared() {
        registry.counter("orders_total", "Orders.");

        assertThatConflict(() -> Counter.builder("orders_total")
                        .help("Orders.")
                        .labelNames("status")
                        .register(registry))
                .endsWith("labels [status])");
        assertThatConflict(() -> Counter.builder("orders_total")
                        .help("Orders.")
                        .callback(() -> 1)
                        .register(registry))
                .endsWith("values from a callback)");
    }

    @Test
    void theSameCollectorIsTakenOnce() {
        Counter orders = registry.counter("orders_total", "Orders.");

        assertThatConflict(() -> registry.register(orders)).contains("orders_total");
        assertThat(registry.unregister("orders_total")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "histogram x, counter x_count",
                "histogram x, counter x_sum",
                "histogram x, counter x_bucket",
                "histogram x, gauge x_created",
                "histogram x, gauge x_info",
                "histogram x, counter x_total",
                "histogram x, counter x_count_total",
                "summary x, gauge x_count",
                "summary x, gauge x_sum",
                "summary x, gauge x_created",
                "summary x, counter x_total",
                "counter x_total, gauge x",
                "counter x_total, counter x",
                "counter x_total, gauge x_created",
                "counter x_total, gauge x_info",
                "counter x, gauge x_created",
                "info x_info, gauge x",
                "info x_info, counter x_total",
                "info x_info, histogram x",
                "gauge x, gauge x_info",
                "unknown x, info x_info",
                "gauge x, counter x",
                "histogram x, summary x"
            })
    void namesThatSomeScraperWouldConfuseAreRefusedInEitherOrder(String pair) {
        String[] both = pair.split(", ");

        assertRefusedAfter(new Registry(), both[0], both[1]);
        assertRefusedAfter(new Registry(), both[1], both[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "counter http.requests.total, histogram http.requests",
                "counter http.requests.total, gauge http.requests",
                "counter http.requests.total, summary http_requests",
                "counter http.requests.total, gauge http.requests.created",
                "counter http.requests_total, gauge U__http_2e_requests_",
                "histogram http.requests, gauge U__http_2e_requests_bucket"
            })
    void namesThatSomeScraperWouldConfuseOnceTheyAreEscapedAreRefusedInEitherOrder(String pair) {
        String[] both = pair.split(", ");

        assertRefusedAfter(utf8Registry(), both[0], both[1]);
        assertRefusedAfter(utf8Registry(), both[1], both[0]);
    }

    private static Registry utf8Registry() {
        return Registry.builder().utf8Names(true).build();
    }

    private static void assertRefusedAfter(Registry registry, String first, String second) {
        Collector present = foreign(first);
        Collector refused = foreign(second);
        registry.register(present);

        assertThatExceptionOfType(MetricConflictException.class)
                .isThrownBy(() -> registry.register(refused))
                .withMessageContaining(present.descriptor().toString())
                .withMessageContaining(refused.descriptor().toString());

        assertThat(registry.collectors()).containsExactly(present);
        registry.unregister(present.descriptor().name());
        registry.register(refused);
        assertThat(registry.collectors()).containsExactly(refused);
    }

    private static Collector foreign(String typeAndName) {
        String[] parts = typeAndName.split(" ");
        return Foreign.named(parts[1], MetricType.valueOf(parts[0].toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gauge x, gauge x_count",
                "gauge x, gauge x_sum",
                "gauge x, gauge x_created",
                "gauge x, gauge x_total",
                "summary x, gauge x_bucket",
                "histogram x, histogram x_y",
                "counter x_total, counter x_y_total",
                "gauge x, gauge X"
            })
    void namesThatNoScraperConfusesAreTaken(String pair) {
        String[] both = pair.split(", ");

        registry.register(foreign(both[0]));
        registry.register(foreign(both[1]));

        assertThat(registry.collectors()).hasSize(2);
    }

    @Property(tries = 5000)
    void aFamilyIsTakenIfAndOnlyIfItSharesNoNameWithAnother(
            @ForAll("families") Collector first, @ForAll("families") Collector second) {
        for (Registry registry : List.of(new Registry(), utf8Registry())) {
            registry.register(first);

            assertThat(isTaken(registry, second))
                    .as("%s beside %s", second.descriptor(), first.descriptor())
                    .isEqualTo(Collections.disjoint(
                            first.descriptor().allNames(), second.descriptor().allNames()));
        }
    }

    private static boolean isTaken(Registry registry, Collector collector) {
        try {
            registry.register(collector);
            return true;
        } catch (MetricConflictException e) {
            return false;
        }
    }

    @Provide
    static Arbitrary<Collector> families() {
        Arbitrary<String> names = Arbitraries.of(
                        "", "_", "_x", "_info", "_total", "_created", "_sum", "_count", "_bucket")
                .list()
                .ofMaxSize(3)
                .map(suffixes -> "x" + String.join("", suffixes));
        return Combinators.combine(names, Arbitraries.of(MetricType.class))
                .as((name, type) -> Foreign.named(type == MetricType.INFO ? name + "_info" : name, type));
    }

    @Test
    void ourMetricsAndForeignCollectorsClashAlike() {
        registry.histogram("x", "X.");

        assertThatConflict(() -> registry.register(Foreign.named("x_count", MetricType.COUNTER)))
                .contains("counter 'x_count'", "histogram 'x'");
        assertThatConflict(() ->
                        Gauge.builder("x_sum").help("X.").callback(() -> 1).register(registry))
                .contains("gauge 'x_sum'", "histogram 'x'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metrics_collector_errors_total",
                "metrics_overflow_total",
                "metrics_dropped_observations_total",
                "metrics_scrapes_total",
                "metrics_scrapes",
                "metrics_scrape_duration_seconds",
                "metrics_scrape_duration_seconds_count",
                "metrics_instrumentation_errors_total",
                "metrics_push_failures_total",
                "metrics_push_last_success_timestamp_seconds"
            })
    void ourOwnNamesAreRefused(String name) {
        assertThatConflict(() -> registry.gauge(name, "Mine.")).contains("'" + name + "'", "metricskit");
        assertThatConflict(() -> registry.register(Foreign.named(name, MetricType.UNKNOWN)))
                .contains(name);
    }

    @Test
    void aConflictNamesBothMetrics() {
        registry.histogram("x", "X.");

        assertThatExceptionOfType(MetricConflictException.class)
                .isThrownBy(() -> registry.counter("x_count", "X."))
                .satisfies(e -> assertThat(e.metricName()).isEqualTo("x_count"))
                .satisfies(e -> assertThat(e.otherName()).isEqualTo("x"));
        assertThatExceptionOfType(MetricConflictException.class)
                .isThrownBy(() -> registry.counter("x", "X."))
                .satisfies(e -> assertThat(e.otherName()).isEqualTo("x"));
        assertThatExceptionOfType(MetricConflictException.class)
                .isThrownBy(() -> registry.counter("metrics_scrapes", "Mine."))
                .satisfies(e -> assertThat(e.otherName()).isEqualTo("metrics_scrapes"));
    }

    private AbstractStringAssert<?> assertThatConflict(Runnable registration) {
        return Conflicts.assertThatConflict(registry, registration);
    }
}
