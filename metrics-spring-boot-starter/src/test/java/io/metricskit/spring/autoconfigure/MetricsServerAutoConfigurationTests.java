package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Registry;
import io.metricskit.http.MetricsServer;
import io.metricskit.testkit.ScrapeClient;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
final class MetricsServerAutoConfigurationTests {

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MetricsRegistryAutoConfiguration.class,
                    MetricsExpositionAutoConfiguration.class,
                    MetricsServerAutoConfiguration.class));

    @Test
    void thereIsNoServerUnlessItIsAskedFor() {
        contexts.run(context -> assertThat(context).doesNotHaveBean(MetricsServer.class));
        contexts.withPropertyValues("metrics.server.enabled=true", "metrics.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(MetricsServer.class));
    }

    @Test
    void theServerShowsTheRegistryOfTheContextAndEndsWithIt() {
        contexts.withPropertyValues(
                        "metrics.server.enabled=true", "metrics.server.port=0", "metrics.server.path=/internal/prom")
                .run(context -> {
                    context.getBean(Registry.class)
                            .gauge("queue_size", "Orders that wait.")
                            .set(3);
                    MetricsServer server = context.getBean(MetricsServer.class);
                    assertThat(server.metricsUrl()).endsWith("/internal/prom");
                    assertThat(ScrapeClient.scrape(URI.create(server.metricsUrl()))
                                    .value("queue_size"))
                            .isEqualTo(3);

                    context.close();
                    try (ServerSocket again = new ServerSocket(server.port(), 1, InetAddress.getByName("127.0.0.1"))) {
                        assertThat(again.isBound()).isTrue();
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a}b", "a${b", "a}${b", "$}{"})
    void aPasswordMayHaveWhatIsNoPlaceholder(String password) {
        contexts.withPropertyValues(
                        "metrics.server.enabled=true",
                        "metrics.server.port=0",
                        "metrics.server.username=prometheus",
                        "metrics.server.password=" + password)
                .run(context -> ScrapeClient.scrape(
                        URI.create(context.getBean(MetricsServer.class).metricsUrl()),
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(("prometheus:" + password).getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void aPasswordIsAskedFor() {
        contexts.withPropertyValues(
                        "metrics.server.enabled=true",
                        "metrics.server.port=0",
                        "metrics.server.username=prometheus",
                        "metrics.server.password=geheim")
                .run(context -> {
                    URI metrics =
                            URI.create(context.getBean(MetricsServer.class).metricsUrl());
                    assertThat(ScrapeClient.get(metrics).statusCode()).isEqualTo(401);
                    ScrapeClient.scrape(metrics, "Authorization", "Basic cHJvbWV0aGV1czpnZWhlaW0=");
                });
    }

    @Test
    void theServerStartsAlsoWhereBeansAreCreatedLazily() {
        contexts.withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .withPropertyValues("metrics.server.enabled=true", "metrics.server.port=0")
                .run(context -> assertThat(context.getBeanFactory().containsSingleton("metricsKitServer"))
                        .isTrue());
    }

    @Test
    void theLogSaysWhereTheMetricsAre(CapturedOutput output) {
        contexts.withPropertyValues("metrics.server.enabled=true", "metrics.server.port=0")
                .run(context -> assertThat(output)
                        .containsOnlyOnce("Serving metrics at "
                                + context.getBean(MetricsServer.class).metricsUrl()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            missing | SSL bundle name 'missing' cannot be found
            broken  | Unable to create key store: Could not load store from 'classpath:no-such.jks'
            keyless | expected a bundle with the certificate of a server and its private key, but it has none
            """)
    void anSslBundleThatCannotBeUsedFailsTheStartAndNamesTheProperty(String bundle, String reason) {
        contexts.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
                .withPropertyValues(
                        "spring.ssl.bundle.jks.broken.keystore.location=classpath:no-such.jks",
                        "spring.ssl.bundle.jks.keyless.options.enabled-protocols=TLSv1.3",
                        "metrics.server.enabled=true",
                        "metrics.server.port=0",
                        "metrics.server.ssl-bundle=" + bundle)
                .run(context -> assertThat(context)
                        .getFailure()
                        .cause()
                        .rootCause()
                        .isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, e -> {
                            assertThat(e.getName()).isEqualTo("metrics.server.ssl-bundle");
                            assertThat(e.getValue()).isEqualTo(bundle);
                            assertThat(e.getReason()).contains(reason);
                        }));
    }

    @Test
    void aTakenPortFailsTheStartAndNamesTheProperty() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            contexts.withPropertyValues("metrics.server.enabled=true", "metrics.server.port=" + taken.getLocalPort())
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, e -> {
                                assertThat(e.getName()).isEqualTo("metrics.server.port");
                                assertThat(e.getReason())
                                        .startsWith("cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": ");
                            }));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no.such.host.invalid | cannot listen on no.such.host.invalid: there is no such host
            192.0.2.1            | cannot listen on 192.0.2.1:0:
            """)
    void anAddressThatIsNotOfThisMachineFailsTheStartAndNamesTheProperty(String address, String reason) {
        contexts.withPropertyValues(
                        "metrics.server.enabled=true", "metrics.server.port=0", "metrics.server.address=" + address)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, e -> {
                            assertThat(e.getName()).isEqualTo("metrics.server.address");
                            assertThat(e.getValue()).isEqualTo(address);
                            assertThat(e.getReason())
                                    .startsWith("expected a name or an address of this machine, but " + reason);
                        }));
    }

    @Test
    void anEmptyAddressFailsTheStartAndNamesTheProperty() {
        contexts.withPropertyValues("metrics.server.enabled=true", "metrics.server.port=0", "metrics.server.address=")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, e -> {
                            assertThat(e.getName()).isEqualTo("metrics.server.address");
                            assertThat(e.getReason()).contains("it is empty");
                        }));
    }
}
