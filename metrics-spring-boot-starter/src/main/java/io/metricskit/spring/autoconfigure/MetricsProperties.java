package io.metricskit.spring.autoconfigure;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the starter.
 *
 * @param enabled Whether there is more than the registry bean: endpoint, annotations and exposition.
 * @param constLabels Labels that go on every series of a scrape, by name.
 * @param includeDefaultRegistry Whether a scrape also writes the process-wide default registry.
 * @param endpoint The HTTP endpoint.
 * @param aspects The annotations for methods.
 * @param maxSeriesPerMetric Bound on the series of each metric that has no bound of its own; recordings to label sets
 *     over it are counted together.
 */
@ConfigurationProperties("metrics")
record MetricsProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue Map<String, String> constLabels,
        @DefaultValue("true") boolean includeDefaultRegistry,
        @DefaultValue Endpoint endpoint,
        @DefaultValue Aspects aspects,
        @DefaultValue("2000") int maxSeriesPerMetric) {

    /**
     * The properties of the HTTP endpoint.
     *
     * @param enabled Whether the application's web server answers scrapes.
     * @param path Exact path of the endpoint, below the context path and the path of the dispatcher servlet.
     */
    record Endpoint(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("/metrics") String path) {}

    /**
     * The properties of the annotations for methods.
     *
     * @param enabled Whether annotated methods are measured.
     * @param order Order of the measurement among the advice of a method; by default outside transactions, caches and
     *     retries.
     * @param strict Whether an annotation that cannot work fails the start, rather than being warned about.
     */
    record Aspects(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("0") int order,
            @DefaultValue("false") boolean strict) {}
}
