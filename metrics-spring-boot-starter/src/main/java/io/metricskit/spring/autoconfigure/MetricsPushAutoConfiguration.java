package io.metricskit.spring.autoconfigure;

import io.metricskit.exposition.Exposition;
import io.metricskit.push.Pusher;
import io.metricskit.spring.push.PushMetrics;
import io.metricskit.spring.push.ScheduledPush;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Auto-configuration of pushing the metrics to a Pushgateway. */
@AutoConfiguration(after = MetricsRegistryAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "metrics.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "metrics.push.enabled")
public final class MetricsPushAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    PushMetrics metricsKitPushMetrics() {
        return new PushMetrics();
    }

    @Bean
    @ConditionalOnMissingBean
    Pusher metricsKitPusher(MetricsProperties properties, Environment environment) {
        MetricsProperties.Push push = properties.push();
        String job =
                push.job().isEmpty() ? environment.getProperty("spring.application.name", "application") : push.job();
        Pusher.Builder builder = Pusher.builder(job, push.address());
        push.groupingKey()
                .forEach((name, value) -> ConfiguredValue.check(
                        "metrics.push.grouping-key[" + name + "]", value, given -> builder.groupingKey(name, given)));
        if (!push.username().isEmpty()) {
            ConfiguredValue.check(
                    "metrics.push.username", push.username(), username -> builder.basicAuth(username, push.password()));
        }
        ConfiguredValue.check("metrics.push.timeout", push.timeout(), builder::timeout);
        // The address is not shown, since somebody may have put a password in it.
        return ConfiguredValue.check("metrics.push.address", "(not shown)", address -> builder.build());
    }

    @Bean
    @ConditionalOnMissingBean
    ScheduledPush metricsKitScheduledPush(
            Pusher pusher, Exposition exposition, PushMetrics metrics, MetricsProperties properties) {
        MetricsProperties.Push push = properties.push();
        return ConfiguredValue.check(
                "metrics.push.interval",
                push.interval(),
                interval -> new ScheduledPush(pusher, exposition, metrics, interval, push.shutdownOperation()));
    }
}
