package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.push.Pusher;
import io.metricskit.spring.push.ScheduledPush;
import io.metricskit.testkit.Polling;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
final class MetricsPushAutoConfigurationTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String retryAfter = "";
    private HttpServer gateway;

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MetricsRegistryAutoConfiguration.class,
                    MetricsExpositionAutoConfiguration.class,
                    MetricsPushAutoConfiguration.class));

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        gateway.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n" + body);
            if (!retryAfter.isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    private ApplicationContextRunner pushing(String... properties) {
        return contexts.withPropertyValues(
                        "metrics.push.enabled=true",
                        "metrics.push.address=http://127.0.0.1:"
                                + gateway.getAddress().getPort(),
                        "spring.application.name=shop")
                .withPropertyValues(properties);
    }

    @Test
    void nothingIsPushedUnlessItIsAskedFor() {
        contexts.run(
                context -> assertThat(context).doesNotHaveBean(Pusher.class).doesNotHaveBean(ScheduledPush.class));
    }

    @Test
    void metricsArePushedAtTheInterval() {
        pushing("metrics.push.interval=50ms", "metrics.push.grouping-key.instance=a")
                .run(context -> {
                    context.getBean(Registry.class)
                            .counter("orders_total", "Orders.")
                            .inc();
                    Polling.until("three pushes", LIMIT, received::size, size -> size >= 3);

                    assertThat(received).allMatch(push -> push.startsWith("PUT /metrics/job/shop/instance/a\n"));
                    assertThat(received.get(received.size() - 1)).contains("orders_total 1\n");
                    TextExposition page = pageWithSuccess(context.getBean(Exposition.class));
                    assertThat(page.value("metrics_push_failures_total")).isZero();
                });
    }

    @ParameterizedTest
    @CsvSource({"replace, PUT", "add, POST", "delete, DELETE"})
    void atTheEndTheMetricsArePushedOnceMoreOrRemoved(String operation, String method) {
        pushing("metrics.push.interval=1h", "metrics.push.shutdown-operation=" + operation)
                .run(context -> context.getBean(Registry.class)
                        .counter("orders_total", "Orders.")
                        .inc());

        assertThat(received)
                .singleElement()
                .satisfies(push -> assertThat(push).startsWith(method + " /metrics/job/shop\n"))
                .satisfies(
                        push -> assertThat(push.contains("orders_total 1\n")).isEqualTo(!operation.equals("delete")));
    }

    @Test
    void whatIsDoneAtTheEndIsDoneOnlyThen() {
        pushing("metrics.push.interval=50ms", "metrics.push.shutdown-operation=delete")
                .run(context -> Polling.until("two pushes", LIMIT, received::size, size -> size >= 2));

        assertThat(received.subList(0, received.size() - 1)).allMatch(push -> push.startsWith("PUT "));
        assertThat(received.get(received.size() - 1)).startsWith("DELETE ");
    }

    @Test
    void atTheEndTheMetricsMayStayAsTheyAre() {
        pushing("metrics.push.interval=1h", "metrics.push.shutdown-operation=none")
                .run(context -> {});

        assertThat(received).isEmpty();
    }

    @Test
    void afterFailuresPushingGoesOn() {
        status = 500;
        pushing("metrics.push.interval=50ms").run(context -> {
            Exposition exposition = context.getBean(Exposition.class);
            Polling.until(
                    "failures are counted",
                    LIMIT,
                    () -> page(exposition).value("metrics_push_failures_total"),
                    failures -> failures > 0);
            status = 200;
            pageWithSuccess(exposition);
        });
    }

    @Test
    void thePauseThatTheReceiverAskedForEndsWithTheApplication() {
        status = 429;
        retryAfter = "3600";
        pushing("metrics.push.interval=50ms").run(context -> {
            Polling.until("a push is refused", LIMIT, received::size, size -> size == 1);
            context.getBean(Registry.class).counter("orders_total", "Orders.").inc();
            status = 200;
        });

        assertThat(received).hasSize(2);
        assertThat(received.get(1)).startsWith("PUT ").contains("orders_total 1\n");
    }

    @Test
    void aReceiverThatNeverAnswersDoesNotKeepTheApplicationFromEnding(CapturedOutput output) {
        CountDownLatch answered = new CountDownLatch(1);
        gateway.removeContext("/");
        gateway.createContext("/", exchange -> {
            received.add(exchange.getRequestMethod());
            await(answered);
            exchange.close();
        });

        pushing("metrics.push.interval=1h", "metrics.push.timeout=1h").run(context -> {});

        try {
            assertNoThreadIsLeft();
        } finally {
            answered.countDown();
        }
        assertThat(received).containsExactly("PUT");
        assertThat(output).contains("The last push of the metrics took more than 5 s and was given up");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void noThreadIsLeft() {
        pushing("metrics.push.interval=50ms").run(context -> {});

        assertNoThreadIsLeft();
    }

    private static void assertNoThreadIsLeft() {
        Polling.until(
                "no thread is left",
                LIMIT,
                () -> Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .toList(),
                names -> !names.contains("metrics-push"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            metrics.push.interval        | 0s      | expected an interval of more than 0, but got PT0S
            metrics.push.interval        | -1s     | expected an interval of more than 0, but got PT-1S
            metrics.push.timeout         | 0s      | expected a timeout of more than 0, but got PT0S
            metrics.push.grouping-key[job] | x     | the grouping key cannot have the label 'job'
            metrics.push.grouping-key[__a] | x     | reserved by Prometheus
            metrics.push.grouping-key[a] | x\uD800 | expected Unicode, but got 'x\\ud800', which has half a surrogate pair in it
            metrics.push.job             | x\uD800 | expected Unicode, but got 'x\\ud800', which has half a surrogate pair in it
            spring.application.name      | x\uD800 | expected Unicode, but got 'x\\ud800', which has half a surrogate pair in it
            spring.application.name      | ''      | expected the name of the job that pushes, since metrics.push.job gives none, but it is empty
            """)
    void anOddValueNamesItsPropertyAndWhatIsExpected(String property, String value, String expected) {
        pushing(property + "=" + value)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, e -> {
                            assertThat(e.getName()).isEqualTo(property);
                            assertThat(e.getReason()).contains(expected);
                        }));
    }

    @Test
    void aJobOrGroupingKeyWhosePlaceholderHasNoValueIsWarnedAbout(CapturedOutput output) {
        pushing("metrics.push.job=${no.job}", "metrics.push.grouping-key.instance=a-${no.host}")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output)
                .contains("metrics.push.job is '${no.job}': Spring leaves a placeholder as it is")
                .contains(
                        "metrics.push.grouping-key[instance] is 'a-${no.host}': Spring leaves a placeholder as it is");
    }

    @Test
    void aGroupingKeyThatIsAConstantLabelIsRefused() {
        pushing("metrics.push.grouping-key.region=a", "metrics.const-labels.region=b")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, e -> {
                            assertThat(e.getName()).isEqualTo("metrics.push.grouping-key[region]");
                            assertThat(e.getReason()).contains("metrics.const-labels", "'region'");
                        }));
    }

    @Test
    void durationsWithoutAUnitAreSeconds() {
        pushing("metrics.push.interval=30", "metrics.push.timeout=7").run(context -> {
            MetricsPushProperties push = context.getBean(MetricsPushProperties.class);
            assertThat(push.interval()).isEqualTo(Duration.ofSeconds(30));
            assertThat(push.timeout()).isEqualTo(Duration.ofSeconds(7));
        });
    }

    @Test
    void aContextThatIsRefreshedAnewLeavesNoThread() {
        try (AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext()) {
            context.setServletContext(new MockServletContext());
            TestPropertyValues.of(
                            "metrics.push.enabled=true",
                            "metrics.push.shutdown-operation=none",
                            "metrics.push.address=http://127.0.0.1:"
                                    + gateway.getAddress().getPort())
                    .applyTo(context);
            context.register(
                    MetricsRegistryAutoConfiguration.class,
                    MetricsExpositionAutoConfiguration.class,
                    MetricsPushAutoConfiguration.class);
            context.refresh();
            context.refresh();
        }
        assertNoThreadIsLeft();
    }

    @Test
    void aUserNameWithAColonIsRefused() {
        pushing("metrics.push.username=a:b", "metrics.push.password=geheim")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, e -> {
                            assertThat(e.getName()).isEqualTo("metrics.push.username");
                            assertThat(e.getReason()).isEqualTo("expected a user name without a colon, but got 'a:b'");
                        }));
    }

    private static TextExposition pageWithSuccess(Exposition exposition) {
        double now = System.currentTimeMillis() / 1000.0;
        return Polling.until(
                "a success is shown",
                LIMIT,
                () -> page(exposition),
                page -> page.value("metrics_push_last_success_timestamp_seconds") > now - 60);
    }

    private static TextExposition page(Exposition exposition) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        try {
            exposition.write(ExpositionFormat.TEXT, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return TextExposition.checked(page.toByteArray());
    }
}
