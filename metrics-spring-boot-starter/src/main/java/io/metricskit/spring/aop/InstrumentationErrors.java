package io.metricskit.spring.aop;

import io.metricskit.Counter;
import io.metricskit.model.Collector;
import io.metricskit.model.Quoted;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The recordings that failed around calls: counted by method, and logged at the first failure of each.
 *
 * <p>The collector has no series until there is a failure. It belongs to no registry, since registries keep its name
 * for this use; exporters write it beside them.
 */
final class InstrumentationErrors {

    private static final Log LOG = LogFactory.getLog(AnnotatedMethods.class);

    private final Counter counter = Counter.builder("metrics_instrumentation_errors_total")
            .help("Recordings around a call that failed, by the place of the call.")
            .labelNames("site")
            .build();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    Collector collector() {
        return counter;
    }

    /** Takes note of a failure. Never throws, since it is called within somebody's call. */
    void failed(String site, Throwable failure) {
        try {
            counter.labelValues(site).inc();
            if (warned.add(site)) {
                LOG.warn("A recording at " + site + " failed, and the measured call went on: " + Quoted.of(failure)
                        + causeOf(failure)
                        + ". Further failures there are counted in metrics_instrumentation_errors_total and logged at"
                        + " DEBUG.");
            }
            LOG.debug("A recording at " + site + " failed", failure);
        } catch (Throwable ignored) {
            // Memory or stack are at their end, or the log is broken: the call matters more.
        }
    }

    private static String causeOf(Throwable failure) {
        return failure.getCause() == null ? "" : ", caused by " + Quoted.of(failure.getCause());
    }
}
