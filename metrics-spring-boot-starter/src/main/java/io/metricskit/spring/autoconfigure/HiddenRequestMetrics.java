package io.metricskit.spring.autoconfigure;

import io.metricskit.Registry;
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
        List<Registry> before = shownBefore.stream()
                .takeWhile(registry -> registry != metrics.registry())
                .toList();
        metrics.collectors().stream()
                .map(collector -> collector.descriptor().name())
                .filter(name -> before.stream().anyMatch(registry -> has(registry, name)))
                .forEach(name -> LOG.warn("The application has a metric '" + name + "' of its own, which scrapes show"
                        + " instead of that of all HTTP requests: give it another name, or turn the latter off with"
                        + " metrics.http-requests.enabled=false"));
    }

    private static boolean has(Registry registry, String name) {
        return registry.registrations().stream()
                .anyMatch(registration -> registration.descriptor().name().equals(name));
    }
}
