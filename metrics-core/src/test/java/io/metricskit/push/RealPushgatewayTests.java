package io.metricskit.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.Gauge;
import io.metricskit.Histogram;
import io.metricskit.Registry;
import io.metricskit.Summary;
import io.metricskit.model.Labels;
import io.metricskit.testkit.RealTools;
import io.metricskit.testkit.ScrapeClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a real Pushgateway makes of our pushes, read back from its own page. */
final class RealPushgatewayTests {

    private static RealReceiver gateway;
    private static String address;

    private final Registry registry = new Registry();

    @BeforeAll
    static void start() throws IOException {
        gateway = new RealReceiver(RealTools.pushgateway(), "/-/ready", "--web.listen-address");
        address = gateway.address();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void replaceAddAndDeleteDoWhatTheySay() throws IOException {
        Pusher pusher =
                Pusher.builder("groups", address).groupingKey("instance", "a").build();
        Gauge first = registry.gauge("first", "First.");
        first.set(1);
        registry.gauge("second", "Second.").set(2);
        pusher.replace(registry);
        assertThat(stored())
                .contains("first{instance=\"a\",job=\"groups\"} 1\n", "second{instance=\"a\",job=\"groups\"} 2\n");

        Registry third = new Registry();
        third.gauge("first", "First.").set(3);
        pusher.add(third);
        assertThat(stored())
                .contains("first{instance=\"a\",job=\"groups\"} 3\n", "second{instance=\"a\",job=\"groups\"} 2\n");

        pusher.replace(third);
        assertThat(stored())
                .contains("first{instance=\"a\",job=\"groups\"} 3\n")
                .doesNotContain("second{");

        pusher.delete();
        pusher.delete();
        assertThat(stored()).doesNotContain("job=\"groups\"");
    }

    @Test
    void jobsAndKeysOfAllKindsArriveAsTheyWereGiven() throws IOException {
        registry.gauge("arrived", "Arrived.").set(1);
        for (String value : new String[] {
            "my job", "a+b", "a/b", "", ".", "..", "50%", "gr\u00fc\u00dfe \uD83D\uDE80", "a;b?c#d", "q\"\\x"
        }) {
            Pusher pusher =
                    Pusher.builder("kinds", address).groupingKey("value", value).build();
            pusher.replace(registry);

            String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
            assertThat(stored())
                    .as(value)
                    .contains("arrived{instance=\"\",job=\"kinds\",value=\"" + escaped + "\"} 1\n");
            pusher.delete();
            assertThat(stored()).doesNotContain("job=\"kinds\"");
        }
    }

    @Test
    void allTypesAreUnderstoodCompressedOrNot() throws IOException {
        registry.counter("pushed_total", "Pushed \"so\" far,\nand \\ escaped.").inc(Labels.of("x", "\"\\\n"));
        Histogram histogram = registry.histogram("pushed_seconds", "Seconds.");
        histogram.observe(0.2);
        Summary summary = registry.summary("pushed_bytes", "Bytes.");
        summary.observe(7);
        registry.gauge("pushed_limit", "Limit.").set(Double.NEGATIVE_INFINITY);
        for (boolean gzip : new boolean[] {false, true}) {
            Pusher pusher = Pusher.builder("types", address).gzip(gzip).build();
            pusher.replace(registry);

            assertThat(stored())
                    .contains(
                            "pushed_total{instance=\"\",job=\"types\",x=\"\\\"\\\\\\n\"} 1\n",
                            "pushed_seconds_bucket{instance=\"\",job=\"types\",le=\"0.25\"} 1\n",
                            "pushed_seconds_count{instance=\"\",job=\"types\"} 1\n",
                            "pushed_bytes{instance=\"\",job=\"types\",quantile=\"0.5\"} 7\n",
                            "pushed_limit{instance=\"\",job=\"types\"} -Inf\n");
            pusher.delete();
        }
    }

    @Test
    void aCollectorWithTimestampsIsTakenToo() throws IOException {
        Gauge.builder("pool")
                .help("P.")
                .collect(sink -> sink.sample(Labels.empty(), 3, 1_700_000_000_000L))
                .register(registry);
        Pusher pusher = Pusher.builder("stamped", address).build();
        pusher.replace(registry);

        assertThat(stored()).contains("pool{instance=\"\",job=\"stamped\"} 3\n");
        pusher.delete();
    }

    @Test
    void whatItRefusesComesBackWithItsReason() throws IOException {
        Registry counters = new Registry();
        counters.counter("conflicting_total", "A counter.").inc();
        Pusher.builder("one", address).build().replace(counters);
        Registry gauges = new Registry();
        gauges.gauge("conflicting_total", "A gauge.").set(1);

        assertThatThrownBy(() -> Pusher.builder("two", address).build().replace(gauges))
                .isInstanceOfSatisfying(PushException.class, e -> {
                    assertThat(e.status()).isEqualTo(400);
                    assertThat(e.body()).contains("conflicting_total");
                });
        Pusher.builder("one", address).build().delete();
    }

    private static String stored() {
        return new String(ScrapeClient.get(URI.create(address + "/metrics")).body(), StandardCharsets.UTF_8);
    }
}
