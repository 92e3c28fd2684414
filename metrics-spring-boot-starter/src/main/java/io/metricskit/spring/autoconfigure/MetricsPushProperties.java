package io.metricskit.spring.autoconfigure;

import io.metricskit.spring.push.PushOperation;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * The properties of pushing.
 *
 * @param enabled Whether the metrics are pushed.
 * @param address Address of the Pushgateway.
 * @param job Name of the job; by default that of the application.
 * @param groupingKey Labels of the group besides the job, by name.
 * @param interval Time from the end of a push to the next one.
 * @param shutdownOperation What happens to the pushed metrics when the application ends.
 * @param username User name to send; without it, none is sent.
 * @param password Password that belongs to the user name.
 * @param timeout Time that a push may take.
 */
@ConfigurationProperties("metrics.push")
record MetricsPushProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("http://127.0.0.1:9091") String address,
        @DefaultValue("") String job,
        @DefaultValue Map<String, String> groupingKey,

        @DefaultValue("15s") @DurationUnit(ChronoUnit.SECONDS)
        Duration interval,

        @DefaultValue("replace") PushOperation shutdownOperation,
        @DefaultValue("") String username,
        @DefaultValue("") String password,

        @DefaultValue("5s") @DurationUnit(ChronoUnit.SECONDS)
        Duration timeout) {}
