package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.model.Collector;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.testkit.TextExposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions of metrics and of callbacks. */
final class MetricBuilderTests {

    @Test
    void helpIsRequired() {
        assertThatThrownBy(() -> Counter.builder("x_total").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("x_total", "help");
        assertThatThrownBy(() -> Gauge.builder("x").callback(() -> 1).register(new Registry()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("'x'", "help");
    }

    @Test
    void anEmptyHelpIsLeftOut() {
        assertThat(Scrape.of(Counter.builder("x_total").help("").build())
                        .family("x_total")
                        .help())
                .isEmpty();
    }

    @Test
    void helpRoundTrips() {
        String help = "A \\ and a \"\nand a new line.";

        assertThat(Scrape.of(Gauge.builder("x").help(help).build()).family("x").help())
                .isEqualTo(help);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a b", "foo\n", "a-b", "ä"})
    void namesThatPrometheusRefusesAreRefused(String name) {
        assertThatThrownBy(() -> Counter.builder(name).help("X.").register(new Registry()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("metric name");
    }

    @Test
    void nullsAreRefusedWithTheNameOfTheMetric() {
        Counter.Builder builder = Counter.builder("x_total");

        assertThatThrownBy(() -> Counter.builder(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> builder.help(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("x_total");
        assertThatThrownBy(() -> builder.unit(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("x_total");
        assertThatThrownBy(() -> builder.constLabels(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("x_total");
        assertThatThrownBy(() -> builder.labelNames("a", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("x_total");
        assertThatThrownBy(() -> builder.labelNames((String[]) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("counter 'x_total': label names must not be null");
        assertThatThrownBy(() -> builder.callback(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("x_total");
        assertThatThrownBy(() -> builder.collect(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("x_total");
        assertThatThrownBy(() -> builder.help("X.").register(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("counter 'x_total': the registry must not be null");
        assertThatThrownBy(() -> builder.callback(() -> 1).register(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("counter 'x_total': the registry must not be null");
        assertThatThrownBy(() -> Summary.builder("x_seconds").quantiles((Quantile) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("summary 'x_seconds': a quantile must not be null");
        assertThatThrownBy(() -> Summary.builder("x_seconds").quantiles((Quantile[]) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("summary 'x_seconds': quantiles must not be null");
        assertThatThrownBy(() -> Histogram.builder("x_seconds").buckets((double[]) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("histogram 'x_seconds': buckets must not be null");
    }

    @Test
    void theNameMustCarryTheUnit() {
        assertThat(Counter.builder("sent_bytes_total")
                        .help("Sent.")
                        .unit("bytes")
                        .build()
                        .descriptor()
                        .unit())
                .isEqualTo("bytes");
        assertThatThrownBy(
                        () -> Gauge.builder("sent").help("Sent.").unit("bytes").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("sent", "bytes");
    }

    @Test
    void jobIsRefusedAsAConstantLabel() {
        assertThatThrownBy(() -> Counter.builder("x_total")
                        .help("X.")
                        .constLabels(Labels.of("job", "mine"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("x_total", "job");
    }

    @Test
    void onlyTheVeryNameOfJobIsRefused() {
        assertThatCode(() -> Counter.builder("x_total")
                        .help("X.")
                        .labelNames("Job", "jobs")
                        .build())
                .doesNotThrowAnyException();
    }

    @Test
    void jobIsRefusedAsAConstantLabelOfACallback() {
        assertThatThrownBy(() -> Gauge.builder("x")
                        .help("X.")
                        .constLabels(Labels.of("job", "mine"))
                        .callback(() -> 1)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("gauge 'x'", "job");
    }

    @Test
    void declaredNamesAreRefusedWithTheNameOfTheMetric() {
        assertThatThrownBy(() ->
                        Counter.builder("x_total").help("X.").labelNames("a-b").register(new Registry()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("counter 'x_total'", "'a-b'");
        assertThatThrownBy(() -> Counter.builder("x_total")
                        .help("X.")
                        .labelNames("a", "a")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("counter 'x_total'", "'a'");
    }

    @Test
    void eachTypeSaysWhatItIs() {
        assertThat(Counter.builder("x_total").help("X.").build().descriptor().type())
                .isEqualTo(MetricType.COUNTER);
        assertThat(Gauge.builder("x").help("X.").build().descriptor().type()).isEqualTo(MetricType.GAUGE);
        assertThat(Summary.builder("x").help("X.").build().descriptor().type()).isEqualTo(MetricType.SUMMARY);
        assertThat(Histogram.builder("x").help("X.").build().descriptor().type())
                .isEqualTo(MetricType.HISTOGRAM);
        assertThat(Counter.builder("x_total").help("X.").build()).hasToString("counter 'x_total'");
    }

    @Test
    void withoutARegistryItGoesToTheDefaultOne() {
        String name = "metric_builder_tests_total";
        Counter counter = Counter.builder(name).help("X.").register();
        try {
            assertThat(Registry.defaultRegistry().get(name)).isSameAs(counter);
        } finally {
            Registry.defaultRegistry().unregister(name);
        }
    }

    @Test
    void buildRegistersNothing() {
        Registry registry = new Registry();
        Counter.builder("x_total").help("X.").build();

        assertThat(registry.collectors()).isEmpty();
        assertThat(Scrape.of(registry).families()).isEmpty();
    }

    @Test
    void aBuilderMakesIndependentMetrics() {
        Counter.Builder builder = Counter.builder("x_total").help("X.");
        Counter first = builder.build();
        Counter second = builder.build();
        first.inc();

        assertThat(second.get()).isZero();
    }

    @Test
    void aCallbackHasNoSeriesOfItsOwn() {
        assertThatThrownBy(() -> Gauge.builder("x").help("X.").labelNames("a").callback(() -> 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("'x'", "labelNames");
        assertThatThrownBy(() -> Gauge.builder("x").help("X.").maxSeries(5).collect(sink -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("'x'", "maxSeries");
    }

    @Test
    void aCallbackTakesWhatItsDefinitionSaysInTheEnd() {
        Gauge.Builder definition = Gauge.builder("x").help("X.");
        CallbackBuilder callback = definition.callback(() -> 1);
        definition.constLabels(Labels.of("host", "a"));

        assertThat(Scrape.of(callback.build()).value("x", "host", "a")).isEqualTo(1);

        definition.labelNames("a");
        assertThatThrownBy(callback::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("'x'", "labelNames");
    }

    @Test
    void aCallbackThatFailsCostsItsOwnFamilyOnly() {
        Registry registry = new Registry();
        boolean[] broken = {true};
        Counter healthy = Counter.builder("healthy_total").help("Healthy.").register(registry);
        Collector callback = Gauge.builder("callback")
                .help("Callback.")
                .collect(sink -> {
                    sink.sample(Labels.of("k", "half"), 1);
                    if (broken[0]) {
                        throw new IllegalStateException("expected");
                    }
                })
                .register(registry);
        healthy.inc();

        try (LoggedLines log = new LoggedLines()) {
            TextExposition scrape = Scrape.of(registry);
            assertThat(scrape.value("healthy_total")).isEqualTo(1);
            assertThat(scrape.hasFamily("callback")).isFalse();
            assertThat(log.warnings())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("callback")
                    .doesNotContain("\n");
        }
        broken[0] = false;
        assertThat(Scrape.of(registry).value("callback", "k", "half")).isEqualTo(1);
        assertThat(Scrape.of(registry).value("metrics_collector_errors_total", "collector", "callback"))
                .isEqualTo(1);
        assertThat(callback.descriptor().name()).isEqualTo("callback");
    }
}
