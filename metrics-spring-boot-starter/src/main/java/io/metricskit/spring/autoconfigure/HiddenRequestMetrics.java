package io.metricskit.spring.autoconfigure;

import io.metricskit.Registration;
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
        for (Collector collector : metrics.collectors()) {
            String name = collector.descriptor().name();
            if (isShownBefore(name)) {
                LOG.warn("The application has a metric '" + name + "' of its own, which scrapes show instead of that of"
                        + " all HTTP requests: give it another name, or turn the latter off with"
                        + " metrics.http-requests.enabled=false");
            }
        }
    }

    private boolean isShownBefore(String name) {
        for (Registry registry : shownBefore) {
            if (registry == metrics.registry()) {
                return false;
            }
            for (Registration registration : registry.registrations()) {
                if (registration.descriptor().name().equals(name)) {
                    return true;
                }
            }
        }
        return false;
    }
}
