package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.metricskit.Counter;
import io.metricskit.Gauge;
import io.metricskit.Registry;
import io.metricskit.annotation.Timed;
import io.metricskit.model.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Tests for what a developer reads when an application with metrics does not start. */
@ExtendWith(OutputCaptureExtension.class)
final class MetricsFailureAnalysisTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            metrics.max-series-per-metric    | 0        | maxSeriesPerMetric must be 1 or more, but got 0
            metrics.max-series-per-metric    | -1       | maxSeriesPerMetric must be 1 or more, but got -1
            metrics.gzip-level               | 0        | a gzip level must be from 1 to 9, but got 0
            metrics.endpoint.path            | metrics  | must begin with '/'
            metrics.endpoint.path            | /metrics/** | without wildcard
            metrics.endpoint.path            | /{name}  | variable
            metrics.http-requests.exclude-paths | health | an excluded path must begin with '/'
            metrics.http-requests.exclude-paths | /{a    | Expected close capture
            metrics.const-labels[bad-name]   | x        | a label name must match [a-zA-Z_][a-zA-Z0-9_]*, but got 'bad-name'
            metrics.const-labels[__name__]   | x        | reserved by Prometheus
            """)
    void aBadValueIsNamedWithItsPropertyAndWhatIsExpected(
            String property, String value, String expected, CapturedOutput output) {
        failToStart(Plain.class, property + "=" + value);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Invalid value '" + value + "' for configuration property '" + property + "'")
                .contains("originating from")
                .contains(expected)
                .contains("Review the value of the property");
    }

    @ParameterizedTest
    @CsvSource({
        "metrics.max-series-per-metric, many, For input string",
        "metrics.aspects.order, first, For input string",
        "metrics.aspects.strict, perhaps, Invalid boolean value"
    })
    void aValueOfTheWrongTypeIsNamedWithItsProperty(
            String property, String value, String expected, CapturedOutput output) {
        failToStart(Plain.class, property + "=" + value);

        assertThat(output).contains("Property: " + property, "Value: \"" + value + "\"", expected);
    }

    @Test
    void tooManyConstantLabelsAreRefused(CapturedOutput output) {
        String[] labels = new String[33];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = "metrics.const-labels.l" + i + "=x";
        }

        failToStart(Plain.class, labels);

        assertThat(output)
                .contains(
                        "configuration property 'metrics.const-labels'", "a series has at most 32 labels, but got 33");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://user:geheim@gateway   | expected an address without user and password
            ftp://gateway                | expected an address such as http://127.0.0.1:9091, but got 'ftp://gateway'
            """)
    void anAddressToPushToIsNotShownWhereItMayHaveAPasswordInIt(
            String address, String expected, CapturedOutput output) {
        failToStart(Plain.class, "metrics.push.enabled=true", "metrics.push.address=" + address);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Invalid value for configuration property 'metrics.push.address'")
                .contains(expected)
                .contains("metrics.push.username and metrics.push.password")
                .doesNotContain("geheim");
    }

    @ParameterizedTest
    @CsvSource({
        "metrics.server.password, metrics.server.username, user name",
        "metrics.server.username, metrics.server.password, password",
        "metrics.push.password, metrics.push.username, user name",
        "metrics.push.username, metrics.push.password, password"
    })
    void halfOfTheCredentialsIsRefusedAndTheOtherHalfNamed(
            String given, String missing, String what, CapturedOutput output) {
        String feature = given.substring(0, given.lastIndexOf('.'));

        failToStart(Plain.class, feature + ".enabled=true", "metrics.server.port=0", given + "=geheim");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Invalid value '' for configuration property '" + missing + "'")
                .contains("expected a " + what + ", since " + given + " is set")
                .doesNotContain("geheim");
    }

    @ParameterizedTest
    @CsvSource({
        "metrics.server.username, metrics.server.password",
        "metrics.server.password, metrics.server.username",
        "metrics.push.username, metrics.push.password",
        "metrics.push.password, metrics.push.username"
    })
    void aPlaceholderIsNoUserNameOrPasswordAndIsNotShown(String unresolved, String other, CapturedOutput output) {
        String feature = unresolved.substring(0, unresolved.lastIndexOf('.'));

        failToStart(
                Plain.class,
                feature + ".enabled=true",
                "metrics.server.port=0",
                unresolved + "=geheim${NO_SUCH_VARIABLE}",
                other + "=prometheus");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Invalid value for configuration property '" + unresolved + "'")
                .contains("expected a value without '${..}'")
                .contains("Set the environment variable or the property that the placeholder names.")
                .doesNotContain("geheim");
    }

    @Test
    void aConflictOfMetricsNamesMetricAndBean(CapturedOutput output) {
        failToStart(Conflicting.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Metric 'orders_total' was refused while the bean 'gauge' was created")
                .contains("Give the metric another name");
    }

    @Test
    void aConflictOfCollectorsNamesTheBeanThatIsRefused(CapturedOutput output) {
        failToStart(ConflictingCollectors.class);

        assertThat(output)
                .contains("Metric 'queue_size' was refused while the bean 'second' was created")
                .contains("Callbacks of one name go into one collect(..).");
    }

    @Test
    void anAnnotationThatCannotWorkIsExplained(CapturedOutput output) {
        failToStart(Annotated.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("orders_total", "Service.place")
                .contains("Action:");
    }

    @Test
    void whereAnnotationsAreStrictAllThatCannotWorkAreListedEachWithWhatToDo(CapturedOutput output) {
        failToStart(Unserved.class, "metrics.aspects.strict=true");

        assertThat(output.getOut().substring(output.getOut().indexOf("Description:")))
                .contains("There are 2 problems with annotations:")
                .contains("UnservedService.pack: the annotation has no effect, since a private method cannot be"
                        + " intercepted. Annotate another method")
                .contains("UnservedService.send: the annotation has no effect, since a final method cannot be"
                        + " intercepted. Remove final (Kotlin: open, or the plugin kotlin-spring).")
                .contains("Do for each what is said above, or set metrics.aspects.strict=false to be warned about them"
                        + " only.");
        assertThat(output.getOut().lines())
                .noneMatch(line -> line.contains("WARN") && line.contains("UnservedService"));
    }

    private static void failToStart(Class<?> source, String... properties) {
        assertThatException().isThrownBy(() -> RunningApplication.start(source, properties));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Plain {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(UnservedService.class)
    static class Unserved {}

    static class UnservedService {

        @Timed
        private void pack() {}

        @Timed
        public final void send() {
            pack();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Conflicting {

        @Bean
        Counter counter(Registry registry) {
            return Counter.builder("orders_total").help("Orders.").register(registry);
        }

        @Bean
        Gauge gauge(Registry registry, Counter counter) {
            return Gauge.builder("orders_total").help("Orders.").register(registry);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class ConflictingCollectors {

        @Bean
        Collector first() {
            return size();
        }

        @Bean
        Collector second() {
            return size();
        }

        private static Collector size() {
            return Gauge.builder("queue_size").help("Orders.").callback(() -> 1).build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Annotated {

        @Bean
        Counter counter(Registry registry) {
            return Counter.builder("orders_total").help("Orders.").register(registry);
        }

        @Bean
        Service service() {
            return new Service();
        }
    }

    static class Service {

        @Timed(name = "orders_total", help = "Time to place an order.")
        public void place() {}
    }
}
