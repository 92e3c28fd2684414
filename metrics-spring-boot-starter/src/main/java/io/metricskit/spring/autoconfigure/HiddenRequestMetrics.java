package io.metricskit.spring.autoconfigure;

import io.metricskit.Registry;
import io.metricskit.model.Collector;
import io.metricskit.spring.web.RequestMetrics;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Warns of metrics of the application that a scrape shows in the place of those of the requests, since they have the
 * same name.
 */
final class HiddenRequestMetrics implements SmartInitializingSingleton {

    private static final Log LOG = LogFactory.getLog(HiddenRequestMetrics.class);

    private final RequestMetrics metrics;
    private final List<Registry> shownBefore;

    HiddenRequestMetrics(RequestMetrics metrics, List<Registry> shownBefore) {
        this.metrics = metrics;
        this.shownBefore = shownBefore;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> names = names(metrics.registry());
        shownBefore.stream()
                .flatMap(registry -> names(registry).stream())
                .distinct()
                .filter(names::contains)
                .forEach(name -> LOG.warn("The application has a metric '" + name + "' of its own, which scrapes show"
                        + " instead of that of all HTTP requests: give it another name, or turn the latter off with"
                        + " metrics.http-requests.enabled=false"));
    }

    private static List<String> names(Registry registry) {
        return registry.collectors().stream()
                .map(Collector::descriptor)
                .map(descriptor -> descriptor.name())
                .toList();
    }
}
