package io.metricskit.spring.autoconfigure;

import io.metricskit.exposition.Exposition;
import io.metricskit.model.Quoted;
import io.metricskit.push.Pusher;
import io.metricskit.spring.push.PushMetrics;
import io.metricskit.spring.push.ScheduledPush;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Auto-configuration of pushing the metrics to a Pushgateway. */
@AutoConfiguration(after = MetricsRegistryAutoConfiguration.class)
@ConditionalOnSwitch(value = "metrics.push.enabled", byDefault = false)
@EnableConfigurationProperties(MetricsPushProperties.class)
public final class MetricsPushAutoConfiguration {

    private static final Log LOG = LogFactory.getLog(MetricsPushAutoConfiguration.class);

    @Bean
    @ConditionalOnMissingBean
    PushMetrics metricsKitPushMetrics() {
        return new PushMetrics();
    }

    @Bean
    @ConditionalOnMissingBean
    Pusher metricsKitPusher(MetricsPushProperties push, MetricsProperties properties, Environment environment) {
        Pusher.Builder builder = builder(push, environment);
        push.groupingKey().forEach((name, value) -> {
            String property = "metrics.push.grouping-key[" + name + "]";
            ConfiguredValue.apply(property, value, given -> {
                refuseConstLabel(name, properties.constLabels());
                return builder.groupingKey(name, given);
            });
            Placeholders.warn(LOG, property, value);
        });
        Credentials.apply("metrics.push", push.username(), push.password(), builder::basicAuth);
        ConfiguredValue.apply("metrics.push.timeout", push.timeout(), builder::timeout);
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new SecretValueException(
                    "metrics.push.address",
                    String.valueOf(e.getMessage()),
                    "Review the value of the property with the provided reason. A user name and a password go into"
                            + " metrics.push.username and metrics.push.password.",
                    e);
        }
    }

    /** Starts the definition of a pusher for the job, which by default is the application. */
    private static Pusher.Builder builder(MetricsPushProperties push, Environment environment) {
        if (!push.job().isEmpty()) {
            Placeholders.warn(LOG, "metrics.push.job", push.job());
            return ConfiguredValue.apply("metrics.push.job", push.job(), job -> Pusher.builder(job, push.address()));
        }
        String application = environment.getProperty("spring.application.name", "application");
        return ConfiguredValue.apply("spring.application.name", application, name -> {
            if (name.isEmpty()) {
                throw new IllegalArgumentException(
                        "expected the name of the job that pushes, since metrics.push.job gives none, but it is empty");
            }
            return Pusher.builder(name, push.address());
        });
    }

    private static void refuseConstLabel(String name, Map<String, String> constLabels) {
        if (constLabels.containsKey(name)) {
            throw new IllegalArgumentException(
                    "expected a label that series do not have, but metrics.const-labels gives them the label "
                            + Quoted.of(name));
        }
    }

    /** Stopped with the bean as well, since a context that is refreshed anew does not stop its life cycles. */
    @Bean(destroyMethod = "stop")
    @ConditionalOnMissingBean
    ScheduledPush metricsKitScheduledPush(
            Pusher pusher, Exposition exposition, PushMetrics metrics, MetricsPushProperties push) {
        return ConfiguredValue.apply(
                "metrics.push.interval",
                push.interval(),
                interval -> new ScheduledPush(pusher, exposition, metrics, interval, push.shutdownOperation()));
    }
}
