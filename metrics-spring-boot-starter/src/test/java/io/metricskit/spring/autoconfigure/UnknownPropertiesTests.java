package io.metricskit.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tests for what is said of properties below our prefix that there are not. */
@ExtendWith(OutputCaptureExtension.class)
final class UnknownPropertiesTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MetricsRegistryAutoConfiguration.class, MetricsExpositionAutoConfiguration.class));

    @Test
    void propertiesWithAMisspeltNameAreWarnedAbout(CapturedOutput output) {
        runner.withPropertyValues(
                        "metrics.server.adress=0.0.0.0", "metrics.tags.application=shop", "metrics.server.port=9000")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output)
                .contains("metricskit has no such properties, which have no effect on it:"
                        + " [metrics.server.adress, metrics.tags.application]");
    }

    @Test
    void theNameOfAGroupIsNoPropertyAlsoBesideThoseOfTheGroup(CapturedOutput output) {
        runner.withPropertyValues("metrics.server=true", "metrics.server.port=9000")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).contains("no such properties, which have no effect on it: [metrics.server]");
    }

    @Test
    void propertiesThatThereAreAreNot(CapturedOutput output) {
        runner.withPropertyValues(
                        "metrics.constLabels.my_app=shop",
                        "metrics.push.grouping-key.instance=a",
                        "metrics.push.interval=15s",
                        "metrics.push.timeout=${no.such.name:}",
                        "metrics.push.shutdown-operation=",
                        "metrics.http-requests.exclude-paths[0]=/health",
                        "metrics.http-requests.buckets=0.1,1",
                        "metricsother.a=b",
                        "management.metrics.tags.a=b")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).doesNotContain("no such properties");
    }

    @Test
    void aPlaceholderInAnotherPropertyIsNoReasonNotToWarn(CapturedOutput output) {
        runner.withPropertyValues("shop.port=9000", "metrics.server.port=${shop.port}", "metrics.tags.application=shop")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).contains("no such properties, which have no effect on it: [metrics.tags.application]");
    }

    @Test
    void aPropertyThatNobodyCanResolveIsWarnedAboutToo(CapturedOutput output) {
        runner.withPropertyValues("metrics.tags.region=${metrics.tags.region}")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).contains("no such properties, which have no effect on it: [metrics.tags.region]");
    }

    @Test
    void propertiesOfTheSystemMayBeMeantForAnything(CapturedOutput output) {
        runner.withSystemProperties("metrics.tags.application=shop")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).doesNotContain("no such properties");
    }

    @Test
    void aContextBelowDoesNotSayItAgain(CapturedOutput output) {
        runner.withPropertyValues("metrics.tags.application=shop")
                .run(parent -> runner.withParent(parent)
                        .withPropertyValues("metrics.tags.application=shop")
                        .run(context -> assertThat(context).hasNotFailed()));

        assertThat(output.getOut()).containsOnlyOnce("no such properties");
    }
}
