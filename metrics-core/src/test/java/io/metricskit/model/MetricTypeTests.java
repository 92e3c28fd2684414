package io.metricskit.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetricTypeTests {

    @ParameterizedTest
    @CsvSource({
        "orders_total, COUNTER, orders",
        "orders, COUNTER, orders",
        "total, COUNTER, total",
        "orders_total_total, COUNTER, orders_total",
        "_total, COUNTER, _total",
        "_info, INFO, _info",
        "orders_total, GAUGE, orders_total",
        "build_info, INFO, build",
        "build_info, GAUGE, build_info",
        "latency_sum, HISTOGRAM, latency_sum",
        "latency_count, SUMMARY, latency_count",
        "x_total, UNKNOWN, x_total"
    })
    void theBaseOfANameLacksTheSuffixOfTheType(String name, MetricType type, String base) {
        assertThat(type.baseOf(name)).isEqualTo(base);
    }
}
