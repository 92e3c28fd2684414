package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Gauge;
import io.metricskit.Registry;
import io.metricskit.annotation.Timed;
import io.metricskit.exposition.Exposition;
import io.metricskit.http.MetricsServer;
import io.metricskit.push.Pusher;
import io.metricskit.spring.push.PushMetrics;
import io.metricskit.spring.push.PushOperation;
import io.metricskit.spring.push.ScheduledPush;
import io.metricskit.testkit.ScrapeClient;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Tests for what a context is told whose metrics a context above it does not push or serve. */
@ExtendWith(OutputCaptureExtension.class)
final class UnshownMetricsTests {

    private static final String SERVES = "metrics.server.enabled=true";
    private static final String PUSHES = "metrics.push.enabled=true";

    private final ApplicationContextRunner runner = configured(new ApplicationContextRunner())
            .withPropertyValues(
                    "metrics.server.port=0",
                    "metrics.push.address=http://127.0.0.1:9",
                    "metrics.push.interval=1h",
                    "metrics.push.shutdown-operation=none");
    private final ApplicationContextRunner shop = runner.withBean(Shop.class);
    private final ApplicationContextRunner office = runner.withBean(
            Gauge.class, () -> Gauge.builder("letters").help("Letters.").build());

    private static <R extends AbstractApplicationContextRunner<R, ?, ?>> R configured(R runner) {
        return runner.withConfiguration(AutoConfigurations.of(
                AopAutoConfiguration.class,
                MetricsRegistryAutoConfiguration.class,
                MetricsExpositionAutoConfiguration.class,
                MetricsRequestsAutoConfiguration.class,
                MetricsServletRequestsAutoConfiguration.class,
                MetricsReactiveRequestsAutoConfiguration.class,
                MetricsAspectsAutoConfiguration.class,
                MetricsServerAutoConfiguration.class,
                MetricsPushAutoConfiguration.class));
    }

    static class Shop {

        @Timed(name = "sell_seconds", help = "Time to sell.")
        public void sell() {}
    }

    private static <R extends AbstractApplicationContextRunner<R, ?, ?>> R named(R runner, String id) {
        ApplicationContextInitializer<ConfigurableApplicationContext> naming = context -> context.setId(id);
        return runner.withInitializer(naming);
    }

    /** Starts contexts with these properties, each below the one before it. */
    private static void start(String[] properties, ApplicationContextRunner... contexts) {
        start(null, properties, contexts);
    }

    private static void start(
            ConfigurableApplicationContext parent, String[] properties, ApplicationContextRunner... contexts) {
        if (contexts.length > 0) {
            contexts[0].withParent(parent).withPropertyValues(properties).run(started -> {
                assertThat(started).hasNotFailed();
                start(
                        started.getSourceApplicationContext(),
                        properties,
                        Arrays.copyOfRange(contexts, 1, contexts.length));
            });
        }
    }

    private static String[] properties(String... properties) {
        return properties;
    }

    @Test
    void metricsThatAServerAboveDoesNotServeAreNamedWithWhatToDo(CapturedOutput output) {
        named(runner, "common").withPropertyValues(SERVES).run(parent -> {
            named(shop, "shop")
                    .withParent(parent)
                    .withPropertyValues(SERVES)
                    .run(started -> assertThat(started).hasNotFailed());

            assertThat(ScrapeClient.scrape(URI.create(
                                    parent.getBean(MetricsServer.class).metricsUrl()))
                            .hasFamily("sell_seconds"))
                    .isFalse();
        });

        assertThat(output)
                .contains("WARN")
                .containsOnlyOnce("The metrics server of the context 'common' does not serve these metrics of the"
                        + " context 'shop' below it: 'sell_seconds'. ")
                .contains("To serve them there, define the beans Registry and RequestMetrics in 'common' yourself")
                .contains(
                        "To serve them apart, set metrics.server.enabled=true only in the contexts below it, each with a"
                                + " metrics.server.port of its own")
                .contains("metrics.server.enabled=false in 'shop' ends this warning");
    }

    @Test
    void metricsThatAPushAboveLeavesOutAreNamedWithWhatToDo(CapturedOutput output) {
        start(properties(PUSHES), named(runner, "common"), named(shop, "shop"));

        assertThat(output)
                .containsOnlyOnce("The push of the context 'common' does not push these metrics of the context 'shop'"
                        + " below it: 'sell_seconds'. ")
                .contains("To push them apart, set metrics.push.enabled=true only in the contexts below it, each with a"
                        + " metrics.push.grouping-key of its own")
                .contains("metrics.push.enabled=false in 'shop' ends this warning");
    }

    @Test
    void eachContextBelowIsToldOfItsOwnMetricsAlone(CapturedOutput output) {
        start(properties(PUSHES), named(runner, "common"), named(shop, "shop"), named(office, "office"));

        assertThat(output)
                .containsOnlyOnce("of the context 'shop' below it: 'sell_seconds'. ")
                .containsOnlyOnce("of the context 'office' below it: 'letters'. ");
    }

    @Test
    void theMetricsOfRequestsAreNamedToo(CapturedOutput output) {
        runner.withPropertyValues(SERVES)
                .run(parent -> configured(new WebApplicationContextRunner())
                        .withBean(Shop.class)
                        .withParent(parent)
                        .run(started -> assertThat(started).hasNotFailed()));

        assertThat(output)
                .contains("below it: 'http_server_active_requests', 'http_server_request_duration_seconds',"
                        + " 'sell_seconds'. ");
    }

    @Test
    void ofManyMetricsAFewAreNamed(CapturedOutput output) {
        start(properties(PUSHES), runner, shop.withBean(Registry.class, UnshownMetricsTests::registryOfSeven));

        assertThat(output)
                .contains("below it: 'metric_0', 'metric_1', 'metric_2', 'metric_3', 'metric_4' and 3 more. ");
    }

    @Test
    void fiveMetricsAreAllNamed(CapturedOutput output) {
        start(properties(PUSHES), runner, runner.withBean(Registry.class, () -> registryOf(5)));

        assertThat(output).contains("below it: 'metric_0', 'metric_1', 'metric_2', 'metric_3', 'metric_4'. ");
    }

    @Test
    void anExporterThatIsABeanOfTheApplicationsOwnIsLookedForWithoutAProperty(CapturedOutput output) {
        ScheduledPush own = new ScheduledPush(
                Pusher.builder("job", "127.0.0.1:9").build(),
                Exposition.of(new Registry()),
                new PushMetrics(),
                Duration.ofHours(1),
                PushOperation.NONE);

        start(properties(), named(runner.withBean(ScheduledPush.class, () -> own), "common"), named(shop, "shop"));

        assertThat(output)
                .contains("The push of the context 'common' does not push these metrics of the context 'shop' below it:"
                        + " 'sell_seconds'. ");
    }

    private static Registry registryOfSeven() {
        return registryOf(7);
    }

    private static Registry registryOf(int count) {
        Registry registry = new Registry();
        IntStream.range(0, count).forEach(i -> registry.counter("metric_" + i, "One of many."));
        return registry;
    }

    @ParameterizedTest
    @ValueSource(strings = {SERVES, PUSHES})
    void aContextWithoutMetricsOfItsOwnIsNotWarned(String property, CapturedOutput output) {
        start(properties(property), shop, runner);

        assertThat(output).doesNotContain("WARN");
    }

    @Test
    void aContextThatUsesTheRegistryOfItsParentIsNotWarned(CapturedOutput output) {
        start(properties(SERVES, PUSHES), runner.withBean(Registry.class, Registry::new), shop);
        start(properties(SERVES, PUSHES), runner, office.withBean(Registry.class, Registry::defaultRegistry));

        assertThat(output).doesNotContain("WARN");
    }

    @Test
    void aContextThatHasTheRegistryOfOneAboveTheServerIsNotWarned(CapturedOutput output) {
        Registry shared = new Registry();

        start(
                properties(),
                runner.withBean(Registry.class, () -> shared),
                runner.withPropertyValues(SERVES),
                office.withBean(Registry.class, () -> shared));

        assertThat(shared.registrations()).isEmpty();
        assertThat(output).doesNotContain("WARN");
    }

    @Test
    void aContextThatSaysThatItNeitherServesNorPushesIsNotWarned(CapturedOutput output) {
        runner.withPropertyValues(SERVES, PUSHES)
                .run(parent -> shop.withParent(parent)
                        .withPropertyValues("metrics.server.enabled=false", "metrics.push.enabled=off")
                        .run(started -> assertThat(started).hasNotFailed()));

        assertThat(output).doesNotContain("WARN");
    }

    @Test
    void aContextThatServesAndPushesItselfIsNotWarned(CapturedOutput output) {
        start(properties(), runner, shop.withPropertyValues(SERVES, PUSHES));
        runner.withPropertyValues(SERVES)
                .run(parent -> shop.withParent(parent)
                        .withBean(MetricsServer.class, () -> parent.getBean(MetricsServer.class))
                        .run(started -> assertThat(started).hasNotFailed()));

        assertThat(output).doesNotContain("WARN");
    }

    @Test
    void contextsThatNobodyServesOrPushesAreNotWarned(CapturedOutput output) {
        runner.run(parent -> {
            assertThat(parent).doesNotHaveBean(MetricsServer.class).doesNotHaveBean(ScheduledPush.class);
            shop.withParent(parent).run(started -> assertThat(started).hasNotFailed());
        });

        assertThat(output).doesNotContain("WARN");
    }
}
