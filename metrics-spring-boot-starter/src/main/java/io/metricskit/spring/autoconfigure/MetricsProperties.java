package io.metricskit.spring.autoconfigure;

import java.util.List;
import java.util.Map;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Role;

/**
 * The properties of the starter, but for those of what is off unless it is switched on, which are bound only then.
 * They are infrastructure of Spring's AOP, since advisors ask for them while they are made: whoever looks whether they
 * need a proxy would ask for these advisors again.
 *
 * @param enabled Whether metrics are collected and exposed; if not, only the registry bean remains.
 * @param constLabels Labels that go on every series of a scrape, by name.
 * @param includeDefaultRegistry Whether a scrape also writes the process-wide default registry.
 * @param endpoint The HTTP endpoint.
 * @param aspects The annotations for methods.
 * @param httpRequests The metrics of HTTP requests.
 * @param jvm The metrics of the JVM.
 * @param process The metrics of the process.
 * @param exemplars The exemplars of counters and histograms.
 * @param createdSamples Whether scrapes in OpenMetrics contain samples named _created, which say when each series began.
 * @param gzipLevel Level of the compression of scrapes, from 1, the fastest, to 9, the smallest.
 * @param utf8Names Whether names of metrics and labels may contain any characters; Prometheus takes them from version 3
 *     on.
 * @param maxSeriesPerMetric Largest number of series of each metric of the registry bean that has no bound of its own;
 *     recordings with further label sets share one more series.
 */
@ConfigurationProperties("metrics")
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
record MetricsProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue Map<String, String> constLabels,
        @DefaultValue("true") boolean includeDefaultRegistry,
        @DefaultValue Endpoint endpoint,
        @DefaultValue Aspects aspects,
        @DefaultValue HttpRequests httpRequests,
        @DefaultValue Jvm jvm,
        @DefaultValue Process process,
        @DefaultValue Exemplars exemplars,
        @DefaultValue("false") boolean createdSamples,
        @DefaultValue("1") int gzipLevel,
        @DefaultValue("false") boolean utf8Names,
        @DefaultValue("2000") int maxSeriesPerMetric)
        implements AopInfrastructureBean {

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
     * The properties of exemplars.
     *
     * @param enabled Whether counters and histograms take exemplars from the current trace, where there is tracing.
     */
    record Exemplars(@DefaultValue("true") boolean enabled) {}

    /**
     * The properties of the annotations for methods.
     *
     * @param enabled Whether annotated methods are measured.
     * @param order Order of the measurement among the advice of a method; by default outside transactions, caches and
     *     retries.
     * @param strict Whether an annotation that cannot work keeps the application from starting, instead of causing a
     *     warning.
     */
    record Aspects(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("0") int order,
            @DefaultValue("false") boolean strict) {}

    /**
     * The properties of the metrics of HTTP requests.
     *
     * @param enabled Whether the requests to the application are measured.
     * @param excludePaths Paths below the context path whose requests are not measured, exact ones such as /health or
     *     patterns such as /actuator/**; scrapes that the metrics endpoint answers never are.
     * @param buckets Upper bounds of the buckets for the duration of requests, in seconds.
     * @param groupStatusCodes Whether statuses are grouped as 2xx, 3xx and so on.
     * @param useRouteTemplate Whether the route is the pattern that a request matched, rather than its path.
     */
    record HttpRequests(
            @DefaultValue("true") boolean enabled,
            @DefaultValue List<String> excludePaths,

            @DefaultValue({
                "0.005", "0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5", "0.75", "1", "2.5", "5", "7.5", "10"
            })
            List<Double> buckets,

            @DefaultValue("false") boolean groupStatusCodes,
            @DefaultValue("true") boolean useRouteTemplate) {}

    /**
     * The properties of the metrics of the JVM.
     *
     * @param enabled Whether a scrape shows memory, threads, classes and garbage collection of the JVM.
     */
    record Jvm(@DefaultValue("true") boolean enabled) {}

    /**
     * The properties of the metrics of the process.
     *
     * @param enabled Whether a scrape shows processor time, memory, file descriptors and start of the process.
     */
    record Process(@DefaultValue("true") boolean enabled) {}
}
